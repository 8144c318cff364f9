package domovoy.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.alerting.Explanation;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Source;
import domovoy.core.Title;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a point is as it is.
 *
 * @param point which
 * @param at the moment that was asked for; empty: now
 * @param sentence all of it in one plain sentence
 * @param claims for an actuator, who claims it; the first one decides
 * @param command the last command to its node
 * @param result what came of the last command
 * @param state its latest value
 * @param device where the value comes from
 * @param node the node that owns the device
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record WhyView(
    PointId point,
    Optional<Instant> at,
    Title sentence,
    List<Claim> claims,
    Optional<Command> command,
    Optional<CommandResult> result,
    Optional<PointView.State> state,
    String device,
    Optional<String> node) {

  /**
   * One level of the priority array.
   *
   * @param since when the claim was made
   * @param until when it ends by itself
   * @param trace the thread back to what caused it
   * @param explanation for a rule: its version, and the readings that made it true
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Claim(
      Priority priority,
      Value value,
      Source source,
      String reason,
      Instant since,
      Optional<Instant> until,
      TraceId trace,
      Optional<Explanation> explanation) {}
}
