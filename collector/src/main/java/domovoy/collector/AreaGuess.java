package domovoy.collector;

import domovoy.collector.spi.FoundDevice;
import domovoy.collector.spi.Slug;
import domovoy.core.Area;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Which area of the house a new device is probably in. Pure. */
final class AreaGuess {
  private AreaGuess() {}

  /**
   * The area that the device says it is in, or else the one whose id or title is part of the
   * device's name; the longest where there are several.
   *
   * @return empty when nothing speaks for any area
   */
  static Optional<String> of(FoundDevice device, House house) {
    return device
        .suggestedArea()
        .flatMap(it -> containedIn(it, house))
        .or(() -> containedIn(device.name(), house))
        .or(() -> containedIn(device.id(), house));
  }

  private static Optional<String> containedIn(String text, House house) {
    var words = "-" + slug(text) + "-";
    record Candidate(String area, int length) {}
    return house.areas().stream()
        .flatMap(
            area ->
                names(area)
                    .map(AreaGuess::slug)
                    .filter(it -> !it.isEmpty() && words.contains("-" + it + "-"))
                    .map(it -> new Candidate(area.id(), it.length())))
        .max(Comparator.comparingInt(Candidate::length))
        .map(Candidate::area);
  }

  private static Stream<String> names(Area area) {
    return Stream.concat(
        Stream.of(area.id()),
        Stream.of(area.title().en(), area.title().ru()).flatMap(Optional::stream));
  }

  private static String slug(String text) {
    try {
      return Slug.of(text);
    } catch (InvalidInputException _) {
      return "";
    }
  }
}
