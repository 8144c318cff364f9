package domovoy.collector;

import domovoy.service.buffer.DiskBuffer;
import domovoy.service.buffer.NotBufferedException;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where every source brings its readings. They are made readings of the house, checked and put into
 * the buffer on disk, whence the sinks take them.
 */
final class Intake {
  private final HouseModel house;
  private final DiskBuffer buffer;
  private final Refusals refusals;
  private final InstantSource clock;
  private final Counter accepted;
  private final Counter notBuffered;

  Intake(
      HouseModel house,
      DiskBuffer buffer,
      Refusals refusals,
      InstantSource clock,
      CollectorRegistry metrics) {
    this.house = house;
    this.buffer = buffer;
    this.refusals = refusals;
    this.clock = clock;
    accepted =
        Counter.build(
                "domovoy_collector_accepted_readings_total", "Readings taken and kept on disk")
            .labelNames("source")
            .register(metrics);
    notBuffered =
        Counter.build(
                "domovoy_collector_not_buffered_readings_total",
                "Good readings turned away, for the sender to send again, as the buffer did not"
                    + " take them")
            .labelNames("source")
            .register(metrics);
  }

  /**
   * Begins to take one body of readings.
   *
   * @param source for metrics and refusals: {@code http}
   * @return empty as long as the house is not known; the sender must try again later
   */
  Optional<Reception> begin(String source) {
    return house
        .known()
        .map(points -> new Reception(house, points, refusals, source, clock.instant(), this::keep));
  }

  private void keep(Reception.Kept kept) {
    try {
      buffer.append(kept.chunks());
      accepted.labels(kept.source()).inc(kept.readings());
    } catch (NotBufferedException e) {
      notBuffered.labels(kept.source()).inc(kept.readings());
      throw e;
    }
  }
}
