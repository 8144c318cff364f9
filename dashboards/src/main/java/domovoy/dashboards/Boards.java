package domovoy.dashboards;

import domovoy.core.House;
import domovoy.core.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which dashboards a house has: those of which it has points. Pure. */
final class Boards {
  private static final List<Topic> TOPICS =
      List.of(
          Topic.of(
              "safety",
              Title.of("Water, gas and safety", "Вода, газ и безопасность"),
              Set.of("leak", "smoke", "gas", "valve", "water", "flow"),
              Set.of()),
          Topic.of(
              "heating",
              Title.of("Boiler and heating", "Котёл и отопление"),
              Set.of("heating", "flow-temperature", "return-temperature"),
              Set.of("temperature")),
          Topic.of(
              "ventilation",
              Title.of("Ventilation", "Вентиляция"),
              Set.of("fan", "ventilation", "co2"),
              Set.of("humidity")),
          Topic.of(
              "lighting",
              Title.of("Lighting", "Освещение"),
              Set.of("light", "brightness"),
              Set.of("illuminance")),
          Topic.of(
              "openings",
              Title.of("Doors, windows and motion", "Двери, окна и движение"),
              Set.of("contact", "door", "window", "motion", "lock", "alarm"),
              Set.of()),
          Topic.of("people", Title.of("People", "Люди"), Set.of("presence"), Set.of("motion")));

  private Boards() {}

  static List<Board> of(House house) {
    var boards = new ArrayList<Board>();
    Stream.of(Overview.board(house), Climate.board(house), Energy.board(house))
        .flatMap(Optional::stream)
        .forEach(boards::add);
    TOPICS.stream().map(it -> it.board(house)).flatMap(Optional::stream).forEach(boards::add);
    house.areas().stream()
        .map(
            area ->
                new Topic(
                        "area-" + area.id(),
                        Title.of(
                            area.title().in("en", area.id()), area.title().in("ru", area.id())),
                        false,
                        it -> house.deviceOf(it.id()).area().equals(area.id()),
                        it -> house.deviceOf(it.id()).area().equals(area.id()))
                    .board(house))
        .flatMap(Optional::stream)
        .forEach(boards::add);
    Activity.board(house).ifPresent(boards::add);
    boards.add(Health.board());
    return List.copyOf(boards);
  }
}
