package domovoy.controller.control;

import domovoy.alerting.Severity;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Slot;
import domovoy.core.Source;
import domovoy.core.Title;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.time.Instant;
import java.util.Optional;

/**
 * What an outside evaluator (Alertmanager, Grafana) says of one of its alerts.
 *
 * @param name the alert's name
 * @param fingerprint tells apart alerts of one name with different labels
 * @param firing whether it holds; false: it is over
 * @param severity how urgent it is
 * @param title what happened, for the household
 * @param started since when it has held; with the fingerprint it names one occurrence
 * @param claim the actuator it commands while it holds
 * @param trace the thread to what follows
 */
public record Alert(
    String name,
    String fingerprint,
    boolean firing,
    Severity severity,
    Title title,
    Instant started,
    Optional<Claim> claim,
    TraceId trace) {

  /** What an actuator shall be while the alert holds. */
  public record Claim(PointId point, Value value) {}

  /** The level at which alerts command: that of rules. */
  static final Priority PRIORITY = Priority.RULES;

  Slot slot(Claim claim, Instant now) {
    return new Slot(claim.value(), source(), title.in("en", name), now, Optional.empty(), trace);
  }

  /** Two alerts of one name are two claimants. */
  Source source() {
    return Source.alert(name + "/" + fingerprint.substring(0, Math.min(8, fingerprint.length())));
  }

  String key() {
    return "alert:" + fingerprint;
  }
}
