package domovoy.bench.live;

/**
 * What room N's sensor and fan are called, N from 1. Every system under load has the same rules:
 * the fan is on while the temperature is above {@value #THRESHOLD}.
 */
final class Topics {
  static final int THRESHOLD = 50;
  static final String ALL_COMMANDS = "bench/out/+";
  private static final String COMMAND = "bench/out/";

  private Topics() {}

  static String reading(int room) {
    return "bench/in/" + room;
  }

  static String command(int room) {
    return COMMAND + room;
  }

  static int roomOfCommand(String topic) {
    return Integer.parseInt(topic, COMMAND.length(), topic.length(), 10);
  }

  static String sensor(int room) {
    return "room-" + room + ".temperature";
  }

  static String fan(int room) {
    return "room-" + room + ".fan";
  }

  static int roomOfFan(String point) {
    return Integer.parseInt(point, "room-".length(), point.indexOf('.'), 10);
  }
}
