package domovoy.standalone.simulation;

import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Lets the model live by the clock and tells what it reads. */
final class SimulatedLink implements Link {
  /** A value that does not change is told again after this time, so that it is not thought dead. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

  /** After a longer sleep of the machine the house has not lived on meanwhile. */
  private static final Duration LONGEST_STEP = Duration.ofMinutes(10);

  private final HouseModel model;
  private final Duration interval;
  private final InstantSource clock;
  private final Listener listener;
  private final Map<PointId, Reading> told = new HashMap<>();
  private Instant last;

  SimulatedLink(
      HouseModel model,
      Duration interval,
      InstantSource clock,
      Map<PointId, Value> wanted,
      Listener listener) {
    this.model = model;
    this.interval = interval;
    this.clock = clock;
    this.listener = listener;
    this.last = clock.instant();
    wanted.forEach(model::set);
  }

  @Override
  public synchronized Value set(PointId point, Value value) {
    model.set(point, value);
    told.put(point, Reading.good(point, value, clock.instant())); // the node tells of it
    live();
    return value;
  }

  @Override
  public void run() throws InterruptedException {
    while (true) {
      live();
      Thread.sleep(interval);
    }
  }

  /** Lets the time pass that has passed, and tells what is new. */
  synchronized void live() {
    var now = clock.instant();
    var elapsed = Duration.between(last, now);
    last = now;
    if (elapsed.isPositive()) {
      model.step(elapsed.compareTo(LONGEST_STEP) < 0 ? elapsed : LONGEST_STEP);
    }
    model.values().forEach((point, value) -> tell(Reading.good(point, value, now)));
  }

  private void tell(Reading reading) {
    var known = told.get(reading.point());
    if (known != null
        && known.value().equals(reading.value())
        && reading.time().isBefore(known.time().plus(LONGEST_SILENCE))) {
      return;
    }
    told.put(reading.point(), reading);
    listener.reading(reading);
  }
}
