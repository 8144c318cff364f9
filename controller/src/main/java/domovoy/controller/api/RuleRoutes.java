package domovoy.controller.api;

import domovoy.alerting.RuleStatus;
import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.control.HouseControl;
import domovoy.controller.house.HouseModel;
import domovoy.controller.reflexes.Reflexes;
import domovoy.controller.rules.RuleLibrary;
import domovoy.service.Bodies;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules, how they stand, and what is wrong with them. */
final class RuleRoutes implements Routes {
  private final Access access;
  private final HouseModel house;
  private final HouseControl control;
  private final RuleLibrary rules;
  private final Reflexes reflexes;
  private final byte[] schema = schema();

  RuleRoutes(
      Access access, HouseModel house, HouseControl control, RuleLibrary rules, Reflexes reflexes) {
    this.access = access;
    this.house = house;
    this.control = control;
    this.rules = rules;
    this.reflexes = reflexes;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/rules", this::all);
    routing.get("/api/v1/rules/faults", this::faults);
    routing.get("/api/v1/rules/findings", this::findings);
    routing.get("/api/v1/rules/schema", this::schema);
    routing.get("/api/v1/rules/{id}", this::one);
    routing.get("/api/v1/rules/{id}/shadow", this::shadow);
  }

  private void all(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    var statuses = statuses();
    var present = house.house();
    var reading = rules.read(present);
    Bodies.send(
        response,
        reading.rules().rules().stream()
            .map(it -> reading.entries().get(it.id()))
            .map(
                it ->
                    RuleView.of(
                        it,
                        Optional.ofNullable(statuses.get(it.rule().id())),
                        reflexes.place(it.rule(), present),
                        false))
            .toList());
  }

  private void one(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    var id = request.path().pathParameters().get("id");
    var present = house.house();
    var entry = rules.require(present, id);
    Bodies.send(
        response,
        RuleView.of(
            entry,
            Optional.ofNullable(statuses().get(id)),
            reflexes.place(entry.rule(), present),
            true));
  }

  /** What a rule in shadow would have done. */
  private void shadow(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    var id = request.path().pathParameters().get("id");
    var records = control.shadow(id);
    if (records.isEmpty()) {
      rules.require(house.house(), id); // 404 when there is none
    }
    Bodies.send(response, records);
  }

  private Map<String, RuleStatus> statuses() {
    Map<String, RuleStatus> here =
        control.rules().join().stream()
            .collect(Collectors.toMap(RuleStatus::rule, Function.identity()));
    reflexes.statuses().forEach(here::putIfAbsent);
    return here;
  }

  /** What is wrong with rules that cannot run in this house, by file or changed rule. */
  private void faults(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    Bodies.send(response, rules.read(house.house()).faults());
  }

  private void findings(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    Bodies.send(response, rules.findings(house.house()).stream().map(RuleFindingView::of).toList());
  }

  /** For editors, which ask without a token. */
  private void schema(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "application/schema+json").send(schema);
  }

  private static byte[] schema() {
    try (var stream = RuleStatus.class.getResourceAsStream("/domovoy/alerting/rules.schema.json")) {
      if (stream == null) {
        throw new IllegalStateException("the class path lacks domovoy/alerting/rules.schema.json");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
