package domovoy.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.alerting.Rule;
import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Caller;
import domovoy.controller.access.Permission;
import domovoy.controller.control.HouseControl;
import domovoy.controller.house.HouseModel;
import domovoy.controller.rules.Difference;
import domovoy.controller.rules.RuleLibrary;
import domovoy.controller.rules.RuleVersion;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Source;
import domovoy.service.Bodies;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes to rules: each is a version with its author, and can be taken back. */
final class RuleEditRoutes implements Routes {
  private static final long LARGEST_BODY = 1 << 18;

  /**
   * A new text.
   *
   * @param state whether it acts from now on; empty: as before
   * @param basedOn the version that was changed
   */
  private record Text(
      String text, Optional<Rule.State> state, Optional<String> note, Optional<Integer> basedOn) {
    Text {
      if (text == null) {
        throw new InvalidInputException("text", "a rule in YAML", "nothing");
      }
    }
  }

  private record State(Rule.State state, Optional<String> note) {
    State {
      if (state == null) {
        throw new InvalidInputException("state", "enabled, shadow or disabled", "nothing");
      }
    }
  }

  private record Back(Integer to, Optional<String> note) {
    Back {
      if (to == null || to < 0) {
        throw new InvalidInputException("to", "the number of a version, or 0", "" + to);
      }
    }
  }

  /**
   * A version.
   *
   * @param state whether it acts; empty: its text says so
   * @param diff line by line what has changed since the version before
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  private record View(
      int number,
      Source author,
      Instant time,
      String note,
      Optional<Rule.State> state,
      boolean removed,
      String text,
      List<String> diff) {}

  private final Access access;
  private final HouseModel house;
  private final HouseControl control;
  private final RuleLibrary rules;
  private final Acts acts;

  RuleEditRoutes(
      Access access, HouseModel house, HouseControl control, RuleLibrary rules, Acts acts) {
    this.access = access;
    this.house = house;
    this.control = control;
    this.rules = rules;
    this.acts = acts;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.post("/api/v1/rules/check", this::check);
    routing.put("/api/v1/rules/{id}", this::write);
    routing.delete("/api/v1/rules/{id}", this::remove);
    routing.put("/api/v1/rules/{id}/state", this::state);
    routing.get("/api/v1/rules/{id}/versions", this::versions);
    routing.post("/api/v1/rules/{id}/roll-back", this::goBack);
  }

  private void check(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.CONFIGURE);
    var text = Bodies.json(request, LARGEST_BODY, Text.class).text();
    Bodies.send(
        response, rules.check(house.house(), text).stream().map(RuleFindingView::of).toList());
  }

  private void write(ServerRequest request, ServerResponse response) {
    change(
        request,
        response,
        "rule.write",
        (present, id, author) -> {
          var wanted = Bodies.json(request, LARGEST_BODY, Text.class);
          return rules.write(
              present,
              id,
              wanted.text(),
              wanted.state(),
              wanted.note().orElse(""),
              wanted.basedOn(),
              author);
        });
  }

  private void remove(ServerRequest request, ServerResponse response) {
    change(
        request,
        response,
        "rule.remove",
        (present, id, author) -> rules.remove(present, id, "", author));
  }

  private void state(ServerRequest request, ServerResponse response) {
    change(
        request,
        response,
        "rule.state",
        (present, id, author) -> {
          var wanted = Bodies.json(request, LARGEST_BODY, State.class);
          return rules.set(present, id, wanted.state(), wanted.note().orElse(""), author);
        });
  }

  private void goBack(ServerRequest request, ServerResponse response) {
    change(
        request,
        response,
        "rule.roll-back",
        (present, id, author) -> {
          var wanted = Bodies.json(request, LARGEST_BODY, Back.class);
          return rules.goBack(present, id, wanted.to(), wanted.note().orElse(""), author);
        });
  }

  /** One way to change a rule. */
  @FunctionalInterface
  private interface Change {
    RuleVersion make(House present, String id, Source author);
  }

  private void change(
      ServerRequest request, ServerResponse response, String action, Change change) {
    Caller caller = access.require(request, Permission.CONFIGURE);
    var id = request.path().pathParameters().get("id");
    acts.audited(
        caller,
        action,
        id,
        () -> {
          var present = house.house();
          var made = change.make(present, id, caller.source());
          rules.rules(house.house()); // takes a while, so not in the loop
          control.rulesChanged();
          return made;
        },
        response);
  }

  private void versions(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    var present = house.house();
    var id = request.path().pathParameters().get("id");
    var limit = Parameters.number(request, "limit", 50, 1, RuleLibrary.MOST_VERSIONS);
    var all = rules.versions(id);
    if (all.isEmpty()) {
      rules.require(present, id); // 404 when there is none
    }
    var views = new ArrayList<View>();
    for (var index = 0; index < Math.min(limit, all.size()); index++) {
      var before =
          index + 1 < all.size() ? Optional.of(all.get(index + 1)) : Optional.<RuleVersion>empty();
      views.add(view(present, all.get(index), before));
    }
    Bodies.send(response, views);
  }

  private View view(House present, RuleVersion version, Optional<RuleVersion> before) {
    var text = rules.textOf(present, version);
    var old =
        before
            .map(it -> rules.textOf(present, it))
            .orElseGet(() -> rules.fileText(present, version.rule()));
    return new View(
        version.number(),
        version.author(),
        version.time(),
        version.note(),
        version.state(),
        version.removed(),
        text,
        Difference.of(old, text));
  }
}
