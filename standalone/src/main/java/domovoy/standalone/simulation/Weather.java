package domovoy.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;

/**
 * The temperature outside: a year's wave, a day's wave, and slow random drift. The climate is that
 * of Moscow: -8 °C in January, 19 °C in July.
 */
final class Weather {
  private static final double MEAN = 5.5;
  private static final double YEAR_WAVE = 13.5;
  private static final double DAY_WAVE = 4;
  private static final int COLDEST_DAY = 15;
  private static final int WARMEST_HOUR = 15;
  private static final double DRIFT = 3;
  private static final Duration DRIFT_LASTS = Duration.ofHours(12);

  private final RandomGenerator random;
  private double drift;

  Weather(RandomGenerator random) {
    this.random = random;
    this.drift = random.nextGaussian() * DRIFT;
  }

  /** Lets time pass. */
  void step(Duration elapsed) {
    // an Ornstein-Uhlenbeck process, stepped exactly for any length of step
    var keeps = Math.exp(-(double) elapsed.toMillis() / DRIFT_LASTS.toMillis());
    drift = drift * keeps + DRIFT * Math.sqrt(1 - keeps * keeps) * random.nextGaussian();
  }

  /** In °C. */
  double temperature(Instant time) {
    var local = time.atOffset(ZoneOffset.UTC);
    var year = 2 * Math.PI * (local.getDayOfYear() - COLDEST_DAY) / 365.25;
    var hour = local.toLocalTime().toSecondOfDay() / 3600.0;
    var day = 2 * Math.PI * (hour - WARMEST_HOUR) / 24;
    return MEAN - YEAR_WAVE * Math.cos(year) + DAY_WAVE * Math.cos(day) + drift;
  }
}
