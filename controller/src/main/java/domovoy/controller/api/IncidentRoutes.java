package domovoy.controller.api;

import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.control.HouseControl;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Incidents: what people must see, and that they have. */
final class IncidentRoutes implements Routes {
  private final Access access;
  private final HouseControl control;
  private final Acts acts;

  IncidentRoutes(Access access, HouseControl control, Acts acts) {
    this.access = access;
    this.control = control;
    this.acts = acts;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/incidents", this::all);
    routing.post("/api/v1/incidents/{id}/acknowledge", this::acknowledge);
  }

  private void all(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    var limit = Parameters.number(request, "limit", 100, 1, 1_000);
    var state = Parameters.choice(request, "state", "open", "acknowledged", "resolved");
    Bodies.send(
        response,
        control.incidents().stream()
            .filter(it -> state.isEmpty() || it.state().equals(state.get()))
            .limit(limit)
            .toList());
  }

  private void acknowledge(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.COMMAND);
    var id = request.path().pathParameters().get("id");
    acts.audited(
        caller,
        "incident.acknowledge",
        id,
        () ->
            control
                .acknowledge(id, caller.source().name())
                .join()
                .orElseThrow(() -> Problem.notFound("no incident has the id " + id).toException()),
        response);
  }
}
