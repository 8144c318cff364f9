package domovoy.controller.api;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.control.Alert;
import domovoy.controller.control.HouseControl;
import domovoy.controller.house.HouseModel;
import domovoy.controller.store.AuditRecord;
import domovoy.core.InvalidInputException;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Webhooks of outside evaluators. The same delivery may come twice; it counts once. */
final class AlertRoutes implements Routes {
  private static final long LARGEST_BODY = 4 << 20;

  private final Access access;
  private final HouseModel house;
  private final HouseControl control;
  private final Acts acts;

  AlertRoutes(Access access, HouseModel house, HouseControl control, Acts acts) {
    this.access = access;
    this.house = house;
    this.control = control;
    this.acts = acts;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.post("/api/v1/alerts/alertmanager", (it, to) -> receive(it, to, "alertmanager"));
    routing.post("/api/v1/alerts/grafana", (it, to) -> receive(it, to, "grafana"));
  }

  private void receive(ServerRequest request, ServerResponse response, String evaluator) {
    var caller = access.require(request, Permission.ALERTS);
    var trace = Acts.trace(request);
    List<Alert> alerts;
    try {
      var body = Bodies.json(request, LARGEST_BODY, JsonNode.class);
      alerts = AlertInput.read(body, house.house(), trace);
    } catch (InvalidInputException e) {
      acts.record(caller, "alert", evaluator, AuditRecord.Result.REFUSED, e.getMessage(), trace);
      throw e;
    }
    if (!alerts.stream().allMatch(control::alert)) {
      throw Problem.unavailable("the house is too busy; send the alerts again").toException();
    }
    acts.record(
        caller,
        "alert",
        evaluator,
        AuditRecord.Result.DONE,
        alerts.stream()
            .map(it -> it.name() + (it.firing() ? " fires" : " is over"))
            .collect(Collectors.joining(", ")),
        trace);
    Bodies.send(response, Map.of("accepted", alerts.size()));
  }
}
