package domovoy.alerting.backtest;

import domovoy.alerting.RuleSet;
import domovoy.alerting.language.Signal;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** How much of the past rules have to know before they can be judged. */
public final class Needs {
  private static final Duration LEAST = Duration.ofDays(1);

  private Needs() {}

  /** How long before the start readings have to begin, so that windows and timers are filled. */
  public static Duration before(RuleSet rules) {
    return rules.rules().stream()
        .flatMap(
            rule ->
                Stream.concat(Stream.of(rule.lasting()), rule.signals().stream().map(Needs::span)))
        .max(Comparator.naturalOrder())
        .filter(it -> it.compareTo(LEAST) > 0)
        .orElse(LEAST);
  }

  private static Duration span(Signal signal) {
    return switch (signal) {
      case Signal.Windowed(_, _, var window) -> window;
      case Signal.Changed(_, var within) -> within;
      case Signal.Held(_, var duration) -> duration;
      case Signal.Current _,
          Signal.Age _,
          Signal.Calendar _,
          Signal.Mode _,
          Signal.Presence _,
          Signal.Alert _ ->
          Duration.ZERO;
    };
  }
}
