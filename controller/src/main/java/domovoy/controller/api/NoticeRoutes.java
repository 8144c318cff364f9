package domovoy.controller.api;

import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.control.HouseControl;
import domovoy.service.Bodies;
import io.helidon.webserver.http.HttpRouting;

/** What rules have told people. */
final class NoticeRoutes implements Routes {
  private final Access access;
  private final HouseControl control;

  NoticeRoutes(Access access, HouseControl control) {
    this.access = access;
    this.control = control;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get(
        "/api/v1/notices",
        (request, response) -> {
          access.require(request, Permission.READ);
          var limit = Parameters.number(request, "limit", 100, 1, 500);
          Bodies.send(response, control.notices().stream().limit(limit).toList());
        });
  }
}
