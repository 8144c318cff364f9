package domovoy.alerting;

import domovoy.alerting.file.Section;
import domovoy.alerting.file.Tree;
import domovoy.core.House;
import domovoy.core.PointId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the actions of a rule. */
final class ActionReader {
  private static final int MOST = 50;
  private static final Map<String, Severity> SEVERITIES =
      Map.of("info", Severity.INFO, "warning", Severity.WARNING, "critical", Severity.CRITICAL);

  private final House house;

  ActionReader(House house) {
    this.house = house;
  }

  /**
   * Reads the list under a key.
   *
   * @param holding whether the rule holds while they are done; if not, a claim needs an end and
   *     there is nothing to wait for
   */
  List<Action> read(Section rule, String key, boolean holding) {
    var tree = rule.get(key);
    if (tree.isEmpty()) {
      return List.of();
    }
    var path = rule.path() + "." + key;
    var actions = new ArrayList<Action>();
    for (var section : Section.list(tree.get(), path, rule.faults())) {
      action(section, holding).ifPresent(actions::add);
    }
    if (tree.get() instanceof Tree.Sequence(var items, _)
        && (items.isEmpty() || items.size() > MOST)) {
      rule.wrong(key, "1 to %d actions".formatted(MOST), Integer.toString(items.size()));
    }
    return actions;
  }

  private Optional<Action> action(Section section, boolean holding) {
    section.allow("set", "incident", "notify", "scene", "wait");
    if (section.mapping().members().size() != 1) {
      section
          .faults()
          .add(
              section.place(),
              section.path(),
              "one of set, incident, notify, scene, wait in each entry of the list",
              section.mapping().members().keySet().toString());
      return Optional.empty();
    }
    if (!holding && (section.has("wait") || section.has("incident"))) {
      section
          .faults()
          .add(
              section.place(),
              section.path(),
              "set with expires, notify or scene: the rule is over here",
              section.mapping().members().keySet().toString());
    }
    return inner(section, "set")
        .flatMap(it -> set(it, holding))
        .or(() -> inner(section, "incident").flatMap(ActionReader::incident))
        .or(() -> inner(section, "notify").flatMap(ActionReader::tell))
        .or(() -> section.text("scene").map(Action.Scene::new))
        .or(() -> section.duration("wait").map(Action.Pause::new));
  }

  private static Optional<Section> inner(Section section, String key) {
    return section
        .get(key)
        .flatMap(it -> Section.of(it, section.path() + "." + key, section.faults()));
  }

  private Optional<Action> set(Section section, boolean holding) {
    section.allow("point", "value", "expires");
    section.requireScalar("point", "an actuator or setpoint");
    var point =
        section
            .scalar("point", "an actuator or setpoint")
            .flatMap(
                it -> section.accepted("point", () -> house.requirePoint(new PointId(it.text()))));
    var value = section.requireScalar("value", "the value to set");
    var expires = section.duration("expires");
    if (!holding && !section.has("expires")) {
      section.missing("expires", "how long the claim shall stand after the rule has ended");
    }
    if (point.isPresent() && !point.get().kind().isCommandable()) {
      section.wrong("point", "an actuator or setpoint", point.get().id() + ", which is a sensor");
      return Optional.empty();
    }
    return point.flatMap(
        it ->
            value
                .flatMap(
                    scalar -> section.accepted("value", () -> it.accepts().accept(scalar.value())))
                .map(accepted -> new Action.SetPoint(it.id(), accepted, expires)));
  }

  private static Optional<Action> incident(Section section) {
    section.allow("severity", "title");
    var severity = severity(section);
    var title = section.title("title");
    if (title.isEmpty()) {
      section.missing("title", "what people shall read");
    }
    return title.map(it -> new Action.Incident(severity, it));
  }

  private static Optional<Action> tell(Section section) {
    section.allow("to", "severity", "text");
    var severity = severity(section);
    var text = section.title("text");
    if (text.isEmpty()) {
      section.missing("text", "what people shall read");
    }
    var to = section.text("to").orElse("household");
    return text.map(it -> new Action.Tell(to, severity, it));
  }

  private static Severity severity(Section section) {
    return section.choice("severity", SEVERITIES).orElse(Severity.WARNING);
  }
}
