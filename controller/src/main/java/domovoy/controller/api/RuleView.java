package domovoy.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.alerting.Rule;
import domovoy.alerting.RuleStatus;
import domovoy.controller.reflexes.Place;
import domovoy.controller.rules.RuleLibrary;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Title;
import java.util.List;
import java.util.Optional;

/**
 * A rule for people.
 *
 * @param version the hash of what it says
 * @param number how often it has been changed; 0: it is as its file has it
 * @param when its condition, as written
 * @param until what ends it; empty: the condition being false
 * @param watches the points it looks at
 * @param commands the points it commands
 * @param status how it stands; empty when it is disabled
 * @param place where it runs
 * @param text all of it as YAML; only where one rule is asked for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RuleView(
    String id,
    String version,
    int number,
    Title title,
    Rule.State state,
    Priority priority,
    String when,
    Optional<String> until,
    List<PointId> watches,
    List<PointId> commands,
    Optional<RuleStatus> status,
    Place place,
    Optional<String> text) {

  static RuleView of(
      RuleLibrary.Entry entry, Optional<RuleStatus> status, Place place, boolean whole) {
    var rule = entry.rule();
    return new RuleView(
        rule.id(),
        rule.version(),
        entry.number(),
        rule.title(),
        rule.state(),
        rule.priority(),
        rule.when().text(),
        rule.until().map(it -> it.text()),
        rule.watches(),
        rule.commands(),
        status,
        place,
        whole ? Optional.of(entry.text()) : Optional.empty());
  }
}
