package domovoy.collector;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How one source is doing, for the page and for the metrics. */
final class SourceHealth implements Registrar.Finder {
  private final String id;
  private final SourceMetrics metrics;
  private final InstantSource clock;
  private Optional<String> fault = Optional.of("not connected yet");
  private Optional<String> devicesFault = Optional.empty();
  private Optional<StateRoutes.SourceError> lastError = Optional.empty();
  private Optional<Instant> lastReadingAt = Optional.empty();
  private long accepted;
  private long refused;
  private long overrun;
  private long failures;

  SourceHealth(String id, SourceMetrics metrics, InstantSource clock) {
    this.id = id;
    this.metrics = metrics;
    this.clock = clock;
    metrics.known(id);
  }

  synchronized StateRoutes.SourceState state() {
    return new StateRoutes.SourceState(
        id, fault, devicesFault, lastError, lastReadingAt, accepted, refused, overrun, failures);
  }

  synchronized void connected() {
    metrics.connected(id);
    fault = Optional.empty();
  }

  synchronized void failed(String reason) {
    metrics.failed(id);
    failures++;
    fault = Optional.of(reason);
    lastError = Optional.of(new StateRoutes.SourceError(clock.instant(), reason));
  }

  synchronized void took(Receipt receipt) {
    accepted += receipt.accepted();
    refused += receipt.refused();
    metrics.refused(id, receipt.refused());
    if (receipt.accepted() > 0) {
      lastReadingAt = Optional.of(clock.instant());
    }
    if (!receipt.refusals().isEmpty()) {
      var last = receipt.refusals().getLast();
      lastError =
          Optional.of(
              new StateRoutes.SourceError(
                  clock.instant(), last.cause() + ": " + last.faults() + " in " + last.sent()));
    }
  }

  synchronized void overrun(long readings) {
    metrics.overrun(id, readings);
    overrun += readings;
  }

  @Override
  public synchronized void registered(Optional<String> wrong) {
    devicesFault = wrong;
    wrong.ifPresent(
        it -> lastError = Optional.of(new StateRoutes.SourceError(clock.instant(), it)));
  }
}
