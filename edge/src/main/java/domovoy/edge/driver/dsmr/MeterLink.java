package domovoy.edge.driver.dsmr;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.driver.serial.Line;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears a meter's telegrams and tells of them. */
final class MeterLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(MeterLink.class);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
  private static final int WRONG_BEFORE_LOST = 3;
  private static final int CHUNK = 512;
  private static final double DECIMALS = 1e6;

  /**
   * A point with the number of its object.
   *
   * @param point whose value it is
   * @param obis such as {@code 1-0:1.7.0}
   */
  record Mapped(Point point, String obis) {}

  private final Line line;
  private final List<Mapped> values;
  private final boolean checked;
  private final Duration interval;
  private final Listener listener;
  private final InstantSource clock;
  private final TelegramReader reader = new TelegramReader();
  private final Map<PointId, Instant> stamps = new HashMap<>();
  private Instant told = Instant.MIN;

  MeterLink(
      Line line,
      List<Mapped> values,
      boolean checked,
      Duration interval,
      Listener listener,
      InstantSource clock) {
    this.line = line;
    this.values = values;
    this.checked = checked;
    this.interval = interval;
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public void run() throws IOException, InterruptedException {
    var some = new byte[CHUNK];
    var heard = System.nanoTime();
    var wrong = 0;
    while (!Thread.interrupted()) {
      var count = line.read(some);
      for (var i = 0; i < count; i++) {
        var telegram = reader.add(some[i]);
        if (telegram.isEmpty()) {
          continue;
        }
        try {
          tell(Telegram.parse(telegram.get(), checked));
          heard = System.nanoTime();
          wrong = 0;
        } catch (IOException e) {
          if (++wrong == WRONG_BEFORE_LOST) {
            throw e;
          }
        }
      }
      if (System.nanoTime() - heard > LONGEST_SILENCE.toNanos()) {
        throw new IOException("no telegram for %d s".formatted(LONGEST_SILENCE.toSeconds()));
      }
    }
    throw new InterruptedException();
  }

  private void tell(Telegram telegram) {
    var now = clock.instant();
    // a clock that was set back does not silence the meter
    if (!now.isBefore(told) && told.isAfter(now.minus(interval))) {
      return;
    }
    told = now;
    for (var it : values) {
      telegram.value(it.obis()).ifPresent(value -> tell(it.point(), value, now));
    }
  }

  private void tell(Point point, Telegram.Measured value, Instant now) {
    var time = value.time().orElse(now);
    if (value.time().isPresent() && time.equals(stamps.put(point.id(), time))) {
      return; // the same reading of a gas or water meter, told again
    }
    try {
      var number = value.unit().converterTo(point.unit()).applyAsDouble(value.number());
      var rounded = Math.rint(number * DECIMALS) / DECIMALS;
      listener.reading(Reading.good(point.id(), Value.of(rounded), time));
    } catch (InvalidInputException e) {
      LOG.warn("{}: the meter counts in {}: {}", point.id(), value.unit(), e.getMessage());
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
