package domovoy.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.alerting.Rule;
import domovoy.alerting.RuleStatus;
import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.control.HouseControl;
import domovoy.controller.house.HouseModel;
import domovoy.controller.rules.RuleShelf;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Title;
import domovoy.service.Bodies;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules and how they stand. */
final class RuleRoutes implements Routes {
  /**
   * A rule for people.
   *
   * @param when its condition, as written
   * @param until what ends it; empty: the condition being false
   * @param watches the points it looks at
   * @param commands the points it commands
   * @param status how it stands; empty when it is disabled
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  private record View(
      String id,
      String version,
      Title title,
      Rule.State state,
      Priority priority,
      String when,
      Optional<String> until,
      List<PointId> watches,
      List<PointId> commands,
      Optional<RuleStatus> status) {}

  private final Access access;
  private final HouseModel house;
  private final HouseControl control;
  private final RuleShelf rules;

  RuleRoutes(Access access, HouseModel house, HouseControl control, RuleShelf rules) {
    this.access = access;
    this.house = house;
    this.control = control;
    this.rules = rules;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/rules", this::all);
    routing.get("/api/v1/rules/faults", this::faults);
  }

  private void all(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    Map<String, RuleStatus> statuses =
        control.rules().join().stream()
            .collect(Collectors.toMap(RuleStatus::rule, Function.identity()));
    Bodies.send(
        response,
        rules.read(house.house()).rules().rules().stream()
            .map(it -> view(it, Optional.ofNullable(statuses.get(it.id()))))
            .toList());
  }

  /** What is wrong with rules that cannot run in this house, by file. */
  private void faults(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    Bodies.send(response, rules.read(house.house()).faults());
  }

  private static View view(Rule rule, Optional<RuleStatus> status) {
    return new View(
        rule.id(),
        rule.version(),
        rule.title(),
        rule.state(),
        rule.priority(),
        rule.when().text(),
        rule.until().map(it -> it.text()),
        rule.watches(),
        rule.commands(),
        status);
  }
}
