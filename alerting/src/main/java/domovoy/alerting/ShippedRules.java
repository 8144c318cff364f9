package domovoy.alerting;

import domovoy.core.House;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules that come with Domovoy. They bind themselves to the points that a house has. */
public final class ShippedRules {
  private static final List<String> FILES = List.of("leak.yaml", "humidity.yaml");

  private ShippedRules() {}

  /** The names of the files. */
  public static List<String> files() {
    return FILES;
  }

  /** The text of one of the {@link #files()}. */
  public static String text(String file) {
    try (var stream = ShippedRules.class.getResourceAsStream("rules/" + file)) {
      if (stream == null) {
        throw new IllegalArgumentException("no shipped rule file is called " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them, for a house; a rule whose points the house lacks is not there. */
  public static RuleSet in(House house) {
    return FILES.stream()
        .map(it -> RuleSet.parse(text(it), house))
        .reduce(RuleSet.EMPTY, RuleSet::and);
  }
}
