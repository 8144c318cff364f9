package domovoy.bench.live;

import java.time.Duration;

/** A system under load, running: it has the rules of {@link Topics} for each room. */
interface Subject extends AutoCloseable {

  /** Starts one. */
  interface Kind {
    String name();

    /**
     * Returns when it can take readings.
     *
     * @param rooms how many rooms, each with one rule
     */
    Subject start(int rooms) throws Exception;
  }

  /** The broker through which commands come out. */
  Broker broker();

  /** Where readings go in. */
  Entrance entrance();

  /** Processor time that all its programs have used so far, the broker not counted. */
  Duration processor();

  @Override
  void close();
}
