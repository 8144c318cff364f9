package domovoy.collector;

import domovoy.core.Decoded;
import domovoy.core.LineProtocol;
import domovoy.core.Reading;
import domovoy.service.Bodies;
import domovoy.service.buffer.Batch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Tells the controller what is so now. Readings older than five minutes are history, not news, and
 * are passed over; so are readings that grew old while the controller was away, or that would fill
 * the buffer.
 */
final class ControllerSink implements Sink {
  /** How old a reading may be to be acted on. */
  static final Duration LIVE = Duration.ofMinutes(5);

  private static final int MOST_AT_ONCE = 2_000;

  private final ControllerClient controller;
  private final HouseModel house;
  private final SinkMetrics metrics;
  private final InstantSource clock;
  private final BooleanSupplier isCrowded;

  /**
   * @param isCrowded whether this sink holds up so much of the buffer that it must let go
   */
  ControllerSink(
      ControllerClient controller,
      HouseModel house,
      SinkMetrics metrics,
      InstantSource clock,
      BooleanSupplier isCrowded) {
    this.controller = controller;
    this.house = house;
    this.metrics = metrics;
    this.clock = clock;
    this.isCrowded = isCrowded;
  }

  @Override
  public String name() {
    return "controller";
  }

  @Override
  public void deliver(Batch batch) throws NotDelivered, InterruptedException {
    var live = live(batch);
    for (var from = 0; from < live.size(); from += MOST_AT_ONCE) {
      send(live.subList(from, Math.min(live.size(), from + MOST_AT_ONCE)));
    }
  }

  private void send(List<Reading> readings) throws NotDelivered, InterruptedException {
    try {
      var status = controller.send(Bodies.bytes(readings));
      if (status / 100 == 2) {
        metrics.delivered(name(), readings.size());
      } else if (status == 400 || status == 413 || status == 422) {
        metrics.skipped(name(), "refused", readings.size());
      } else {
        throw failure(status);
      }
    } catch (IOException e) {
      if (isCrowded.getAsBoolean()) {
        metrics.skipped(name(), "crowded", readings.size());
        return;
      }
      throw new NotDelivered(
          "unavailable", "the controller is not reached: " + ControllerClient.reason(e), e);
    }
  }

  private NotDelivered failure(int status) {
    return status == 401 || status == 403
        ? new NotDelivered("unauthorized", "the controller refuses the token: check it", null)
        : new NotDelivered("unavailable", "the controller answers " + status, null);
  }

  private List<Reading> live(Batch batch) {
    var oldest = clock.instant().minus(LIVE);
    var live = new ArrayList<Reading>();
    var stale = 0L;
    var unknown = new long[1];
    for (var record : batch.records()) {
      for (var line : new String(record, StandardCharsets.UTF_8).split("\n")) {
        if (timeOf(line).isBefore(oldest)) {
          stale++;
        } else {
          LineProtocol.decode(
              line.getBytes(StandardCharsets.UTF_8),
              LineProtocol.Precision.NANOSECONDS,
              it -> unknown[0] += add(it, live));
        }
      }
    }
    metrics.skipped(name(), "stale", stale);
    metrics.skipped(name(), "unknown-point", unknown[0]);
    return live;
  }

  /** The lines are our own: the time is what stands behind the last space. */
  private static Instant timeOf(String line) {
    return LineProtocol.instant(Long.parseLong(line, line.lastIndexOf(' ') + 1, line.length(), 10));
  }

  private int add(Decoded item, List<Reading> live) {
    if (item instanceof Decoded.Sent(_, var sent)
        && house.known().isPresent()
        && Checks.check(house.known().get(), sent, clock.instant())
            instanceof Checked.Accepted(_, var reading)) {
      live.add(reading);
      return 0;
    }
    return 1;
  }
}
