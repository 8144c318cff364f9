package domovoy.controller.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import domovoy.alerting.RuleSet;
import domovoy.alerting.ShippedRules;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule files. Whether a rule can run depends on the house: it may speak of a point that a node
 * has not announced yet, so the texts are read anew whenever the house changes.
 */
public final class RuleShelf {
  private static final Logger LOG = LoggerFactory.getLogger(RuleShelf.class);
  private static final String RULES = "rules";

  /** File name to its text. */
  private final Map<String, String> texts;

  /**
   * What of the texts can run in a house.
   *
   * @param rules those that can
   * @param faults file name to what is wrong with rules of it that cannot
   * @param texts rule to its own text, as it stands in its file
   */
  public record Reading(
      RuleSet rules,
      Map<String, List<InvalidInputException.Fault>> faults,
      Map<String, String> texts) {}

  /** The last answer: to compile rules takes a while, and the house seldom changes. */
  private record Answer(House house, Reading reading) {}

  private volatile Optional<Answer> last = Optional.empty();

  private RuleShelf(Map<String, String> texts) {
    this.texts = texts;
  }

  public static RuleShelf of(Map<String, String> texts) {
    return new RuleShelf(new TreeMap<>(texts));
  }

  /**
   * Takes the rules from a file, or from every {@code .yaml} of a folder; told nothing, those that
   * come with Domovoy.
   *
   * @throws InvalidInputException naming {@code rules} when they cannot be read
   */
  public static RuleShelf open(Optional<Path> place) {
    if (place.isEmpty()) {
      return of(
          ShippedRules.files().stream()
              .collect(Collectors.toMap(Function.identity(), ShippedRules::text)));
    }
    try {
      var texts = new TreeMap<String, String>();
      for (var file : files(place.get())) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
      return of(texts);
    } catch (IOException e) {
      throw new InvalidInputException(
          RULES, "a rule file or a folder of them", "%s (%s)".formatted(place.get(), e));
    }
  }

  private static List<Path> files(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (var all = Files.list(place)) {
      return all.filter(it -> it.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** Reads the rules for a house. A rule that is wrong is left out and does not stop the others. */
  public Reading read(House house) {
    var known = last.filter(it -> it.house() == house);
    if (known.isPresent()) {
      return known.get().reading();
    }
    var reading = compile(house);
    last = Optional.of(new Answer(house, reading));
    return reading;
  }

  private Reading compile(House house) {
    var rules = RuleSet.EMPTY;
    var faults = new TreeMap<String, List<InvalidInputException.Fault>>();
    var own = new TreeMap<String, String>();
    for (var text : texts.entrySet()) {
      try {
        var read = RuleSet.parse(text.getValue(), house);
        rules = rules.and(read);
        read.rules().forEach(it -> own.put(it.id(), RuleText.of(text.getValue(), it.place())));
      } catch (InvalidInputException e) {
        LOG.warn("{}: some rules cannot run: {}", text.getKey(), e.getMessage());
        faults.put(text.getKey(), e.faults());
        rules = rules.and(those(text.getValue(), house, rules, own));
      }
    }
    return new Reading(rules, faults, own);
  }

  /** The rules of a faulty file that are good by themselves. */
  private static RuleSet those(String text, House house, RuleSet others, Map<String, String> own) {
    var good = RuleSet.EMPTY;
    for (var rule : each(text)) {
      try {
        var one = RuleSet.parse(rule, house);
        others.and(good).and(one);
        good = good.and(one);
        one.rules().forEach(it -> own.put(it.id(), RuleText.of(rule, it.place())));
      } catch (InvalidInputException e) {
        LOG.debug("left out: {}", e.getMessage());
      }
    }
    return good;
  }

  private static List<String> each(String text) {
    try {
      var found = new ArrayList<String>();
      for (JsonNode rule : Json.yaml().readTree(text).path(RULES)) {
        var file = Json.yaml().createObjectNode();
        file.putArray(RULES).add(rule);
        found.add(Json.yaml().writeValueAsString(file));
      }
      return found;
    } catch (JsonProcessingException _) {
      return List.of(); // not even YAML; its faults are known already
    }
  }
}
