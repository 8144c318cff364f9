package domovoy.controller.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import domovoy.alerting.Explanation;
import domovoy.alerting.Severity;
import domovoy.core.Source;
import domovoy.core.Title;
import domovoy.core.TraceId;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert that people must see and acknowledge.
 *
 * @param id unique
 * @param key the same for the same trouble; of one key at most one incident is not resolved
 * @param severity how urgent it is
 * @param title what happened, for the household
 * @param source the rule or alert that opened it
 * @param opened when
 * @param acknowledged who has seen it, and when
 * @param resolved when the trouble was over
 * @param explanation for a rule, why it was opened
 * @param trace the thread back to what caused it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(value = "state", allowGetters = true)
public record Incident(
    String id,
    String key,
    Severity severity,
    Title title,
    Source source,
    Instant opened,
    Optional<Acknowledgement> acknowledged,
    Optional<Instant> resolved,
    Optional<Explanation> explanation,
    TraceId trace) {

  /** Who has seen an incident, and when. */
  public record Acknowledgement(String by, Instant time) {}

  /** {@code open}, {@code acknowledged} or {@code resolved}. */
  @JsonProperty
  public String state() {
    if (resolved.isPresent()) {
      return "resolved";
    }
    return acknowledged.isPresent() ? "acknowledged" : "open";
  }

  boolean isOver() {
    return resolved.isPresent();
  }

  Incident acknowledgedBy(String person, Instant time) {
    return acknowledged.isPresent()
        ? this
        : new Incident(
            id,
            key,
            severity,
            title,
            source,
            opened,
            Optional.of(new Acknowledgement(person, time)),
            resolved,
            explanation,
            trace);
  }

  Incident resolvedAt(Instant time) {
    return new Incident(
        id,
        key,
        severity,
        title,
        source,
        opened,
        acknowledged,
        Optional.of(time),
        explanation,
        trace);
  }
}
