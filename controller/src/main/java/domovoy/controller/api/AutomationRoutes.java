package domovoy.controller.api;

import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.control.Automation;
import domovoy.controller.control.HouseControl;
import domovoy.core.InvalidInputException;
import domovoy.service.Bodies;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;

/** All automation but life safety at once: let it rest, let it go on. */
final class AutomationRoutes implements Routes {
  private static final long LARGEST_BODY = 1 << 12;
  private static final int MOST_MINUTES = 7 * 24 * 60;

  /** For how long. */
  private record Pause(int minutes) {
    Pause {
      if (minutes < 1 || minutes > MOST_MINUTES) {
        throw new InvalidInputException(
            "minutes", "a whole number from 1 to " + MOST_MINUTES, "" + minutes);
      }
    }
  }

  private final Access access;
  private final HouseControl control;
  private final Acts acts;
  private final InstantSource clock;

  AutomationRoutes(Access access, HouseControl control, Acts acts, InstantSource clock) {
    this.access = access;
    this.control = control;
    this.acts = acts;
    this.clock = clock;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/automation", this::present);
    routing.post("/api/v1/automation/pause", this::pause);
    routing.delete("/api/v1/automation/pause", this::resume);
  }

  private void present(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    Bodies.send(response, automation());
  }

  private void pause(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.COMMAND);
    acts.audited(
        caller,
        "automation.pause",
        "",
        () -> {
          var pause = Bodies.json(request, LARGEST_BODY, Pause.class);
          control.pause(clock.instant().plus(Duration.ofMinutes(pause.minutes()))).join();
          return automation();
        },
        response);
  }

  private void resume(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.COMMAND);
    acts.audited(
        caller,
        "automation.resume",
        "",
        () -> {
          control.pause(clock.instant()).join();
          return automation();
        },
        response);
  }

  private Automation automation() {
    return new Automation(control.pausedUntil());
  }
}
