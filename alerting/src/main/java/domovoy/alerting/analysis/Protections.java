package domovoy.alerting.analysis;

import domovoy.alerting.Action;
import domovoy.alerting.Action.SetPoint;
import domovoy.alerting.Rule;
import domovoy.alerting.language.Durations;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.SafeState;
import domovoy.core.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds actions that the node which owns the point will refuse or undo, or that do nothing. */
final class Protections {
  private final House house;
  private final List<Finding> findings = new ArrayList<>();

  Protections(House house) {
    this.house = house;
  }

  List<Finding> of(List<Rule> rules) {
    for (var rule : rules) {
      sequence(rule);
      rule.then().forEach(it -> tooLong(rule, it));
      rule.afterwards().forEach(it -> tooShort(rule, it));
    }
    return findings;
  }

  private record Earlier(Value value, Duration at) {}

  private void sequence(Rule rule) {
    var earlier = new HashMap<PointId, Earlier>();
    var now = Duration.ZERO;
    for (var action : rule.then()) {
      if (action instanceof Action.Pause(var duration)) {
        now = now.plus(duration);
      }
      if (action instanceof SetPoint(var point, var value, _)) {
        var before = Optional.ofNullable(earlier.put(point, new Earlier(value, now)));
        var at = now;
        before
            .filter(it -> !it.value().equals(value))
            .ifPresent(it -> follows(rule, point, it, value, at.minus(it.at())));
      }
    }
  }

  private void follows(Rule rule, PointId point, Earlier before, Value value, Duration gap) {
    if (gap.isZero()) {
      add(
          Finding.Kind.POINTLESS,
          rule,
          point,
          "it sets %s to %s and at the same moment to %s; the first does nothing. Put a wait between."
              .formatted(point, before.value(), value));
      return;
    }
    minimum(point, before.value())
        .filter(it -> gap.compareTo(it) < 0)
        .ifPresent(
            it ->
                add(
                    Finding.Kind.PROTECTION,
                    rule,
                    point,
                    "it sets %s to %s only %s after %s, and its node keeps it so for at least %s."
                        .formatted(
                            point,
                            value,
                            Durations.format(gap),
                            before.value(),
                            Durations.format(it))));
  }

  private void tooLong(Rule rule, Action action) {
    if (!(action instanceof SetPoint(var point, var value, var expires))
        || !value.equals(Value.ON)) {
      return;
    }
    safe(point)
        .flatMap(SafeState::maximumOn)
        .filter(it -> expires.filter(end -> end.compareTo(it) > 0).isPresent())
        .ifPresent(
            it ->
                add(
                    Finding.Kind.PROTECTION,
                    rule,
                    point,
                    "it wants %s on for %s, and its node switches it off after %s."
                        .formatted(
                            point,
                            expires.map(Durations::format).orElse("long"),
                            Durations.format(it))));
  }

  private void tooShort(Rule rule, Action action) {
    if (!(action instanceof SetPoint(var point, var value, var expires))) {
      return;
    }
    minimum(point, value)
        .filter(it -> expires.filter(end -> end.compareTo(it) < 0).isPresent())
        .ifPresent(
            it ->
                add(
                    Finding.Kind.PROTECTION,
                    rule,
                    point,
                    "afterwards it wants %s %s for %s, and its node keeps it so for at least %s."
                        .formatted(
                            point,
                            value,
                            Durations.format(expires.orElseThrow()),
                            Durations.format(it))));
  }

  private Optional<SafeState> safe(PointId point) {
    return house.requirePoint(point).safe();
  }

  private Optional<Duration> minimum(PointId point, Value value) {
    return safe(point).flatMap(it -> value.equals(Value.ON) ? it.minimumOn() : it.minimumOff());
  }

  private void add(Finding.Kind kind, Rule rule, PointId point, String message) {
    findings.add(
        new Finding(kind, List.of(rule.id()), Optional.of(point), message, Map.of(), rule.place()));
  }
}
