package domovoy.standalone.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The air of the bathroom: someone showers now and then, the fan dries it. */
final class Bathroom {
  private static final double DRY = 45;
  private static final double STEAM = 95;
  private static final double SECONDS_TO_STEAM = 120;
  private static final double SECONDS_TO_DRY = 1_800;
  private static final double SECONDS_TO_DRY_WITH_FAN = 180;
  private static final Duration SHOWER = Duration.ofMinutes(4);
  private static final Duration UNTIL_FIRST = Duration.ofMinutes(2);
  private static final Duration BETWEEN = Duration.ofMinutes(20);

  private final RandomGenerator random;
  private double humidity = DRY;
  private Duration untilShower = UNTIL_FIRST;
  private Duration showerLeft = Duration.ZERO;

  Bathroom(RandomGenerator random) {
    this.random = random;
  }

  /** Someone showers now. */
  void shower() {
    showerLeft = SHOWER;
  }

  /** Lets time pass. */
  void step(Duration elapsed, boolean fan) {
    untilShower = untilShower.minus(elapsed);
    if (untilShower.isNegative()) {
      shower();
      untilShower = BETWEEN.plus(BETWEEN.multipliedBy(random.nextInt(101)).dividedBy(100));
    }
    var steaming = showerLeft.isPositive();
    showerLeft = showerLeft.minus(elapsed);
    var drying = fan ? SECONDS_TO_DRY_WITH_FAN : SECONDS_TO_DRY;
    humidity = Approach.towards(DRY, humidity, elapsed, drying);
    if (steaming) {
      humidity = Approach.towards(STEAM, humidity, elapsed, SECONDS_TO_STEAM);
    }
  }

  boolean isShowering() {
    return showerLeft.isPositive();
  }

  /** Relative, in percent. */
  double humidity() {
    return humidity;
  }
}
