package domovoy.alerting.backtest;

import domovoy.alerting.Explanation;
import domovoy.alerting.RuleStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows when a rule begins and ends. */
final class RuleTrack {
  private final String rule;
  private final Instant from;
  private final List<BacktestReport.Firing> firings = new ArrayList<>();
  private Optional<Instant> begun = Optional.empty();
  private Optional<Explanation> cause = Optional.empty();
  private Duration active = Duration.ZERO;
  private long activations;
  private long incidents;
  private long notifications;
  private long failures;

  RuleTrack(String rule, Instant from) {
    this.rule = rule;
    this.from = from;
  }

  void phase(RuleStatus.Phase phase, Instant now) {
    var holds = phase == RuleStatus.Phase.ACTIVE;
    if (holds && begun.isEmpty()) {
      begun = Optional.of(now);
      if (!now.isBefore(from)) {
        activations++;
      }
    } else if (!holds && begun.isPresent()) {
      end(now, Optional.of(now));
    }
  }

  void because(Explanation explanation) {
    if (cause.isEmpty()) {
      cause = Optional.of(explanation);
    }
  }

  void incident(Instant now) {
    incidents += now.isBefore(from) ? 0 : 1;
  }

  void notification(Instant now) {
    notifications += now.isBefore(from) ? 0 : 1;
  }

  void failure(Instant now) {
    failures += now.isBefore(from) ? 0 : 1;
  }

  private void end(Instant now, Optional<Instant> until) {
    var start = begun.filter(it -> it.isAfter(from)).orElse(from);
    if (now.isAfter(from)) {
      active = active.plus(Duration.between(start, now));
      if (firings.size() < BacktestReport.MOST_KEPT) {
        firings.add(new BacktestReport.Firing(start, until, cause));
      }
    }
    begun = Optional.empty();
    cause = Optional.empty();
  }

  BacktestReport.RuleReport report(Instant until) {
    if (begun.isPresent()) {
      end(until, Optional.empty());
    }
    return new BacktestReport.RuleReport(
        rule, activations, active, incidents, notifications, failures, List.copyOf(firings));
  }
}
