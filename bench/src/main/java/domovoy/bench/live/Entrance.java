package domovoy.bench.live;

/** Where readings go in. */
@FunctionalInterface
interface Entrance {

  /** Hands a reading over without waiting for what becomes of it. */
  void send(int room, double value);
}
