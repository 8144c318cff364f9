package domovoy.controller.api;

import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.house.HouseModel;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.service.Bodies;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** The house: what it consists of, and changes to that. */
final class HouseRoutes implements Routes {
  private static final long LARGEST_BODY = 1 << 20;

  private final Access access;
  private final HouseModel house;
  private final Acts acts;

  HouseRoutes(Access access, HouseModel house, Acts acts) {
    this.access = access;
    this.house = house;
    this.acts = acts;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/house", this::house);
    routing.put("/api/v1/areas/{id}", this::putArea);
    routing.put("/api/v1/devices/{id}", this::putDevice);
  }

  private void house(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    var snapshot = house.snapshot();
    var tag = '"' + snapshot.tag() + '"';
    response.header(HeaderNames.ETAG, tag);
    if (request.headers().value(HeaderNames.IF_NONE_MATCH).filter(tag::equals).isPresent()) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    Bodies.send(response, snapshot.house());
  }

  private void putArea(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.CONFIGURE);
    var id = request.path().pathParameters().get("id");
    acts.audited(
        caller,
        "area.put",
        id,
        () -> {
          var area = Bodies.json(request, LARGEST_BODY, Area.class);
          requireSame(id, area.id());
          house.put(area);
          return area;
        },
        response);
  }

  private void putDevice(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.CONFIGURE);
    var id = request.path().pathParameters().get("id");
    acts.audited(
        caller,
        "device.put",
        id,
        () -> {
          var device = Bodies.json(request, LARGEST_BODY, Device.class);
          requireSame(id, device.id());
          house.put(device);
          return device;
        },
        response);
  }

  private static void requireSame(String path, String body) {
    if (!path.equals(body)) {
      throw new InvalidInputException("id", "the id in the path, " + path, body);
    }
  }
}
