package domovoy.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.alerting.analysis.Finding;
import domovoy.core.PointId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the analysis has found.
 *
 * @param error whether a rule with it may not act
 * @param witness values at which it happens
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RuleFindingView(
    Finding.Kind kind,
    boolean error,
    List<String> rules,
    Optional<PointId> point,
    String message,
    Map<String, String> witness) {

  static RuleFindingView of(Finding finding) {
    return new RuleFindingView(
        finding.kind(),
        finding.kind().isError(),
        finding.rules(),
        finding.point(),
        finding.message(),
        finding.witness());
  }
}
