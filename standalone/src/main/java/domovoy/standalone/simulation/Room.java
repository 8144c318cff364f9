package domovoy.standalone.simulation;

import java.time.Duration;

/** The warmth of a room: it leaks to the outside and is heated by the boiler. */
final class Room {
  private static final double SECONDS_PER_HOUR = 3_600;

  private final double hoursToCool;
  private final double fullHeat;
  private double temperature;

  /**
   * @param hoursToCool how long until 63 % of the difference to the outside are gone
   * @param fullHeat how much warmer than the outside it becomes when heated for ever, in kelvin
   * @param temperature at the beginning, in °C
   */
  Room(double hoursToCool, double fullHeat, double temperature) {
    this.hoursToCool = hoursToCool;
    this.fullHeat = fullHeat;
    this.temperature = temperature;
  }

  /** Lets time pass. */
  void step(Duration elapsed, double outside, boolean heated) {
    var goal = outside + (heated ? fullHeat : 0);
    temperature = Approach.towards(goal, temperature, elapsed, hoursToCool * SECONDS_PER_HOUR);
  }

  /** In °C. */
  double temperature() {
    return temperature;
  }
}
