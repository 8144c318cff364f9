package domovoy.alerting;

import domovoy.alerting.file.Faults;
import domovoy.alerting.file.Section;
import domovoy.alerting.file.TreeParser;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules that have been read and checked against a house. Immutable. */
public final class RuleSet {
  /** No rules. */
  public static final RuleSet EMPTY = new RuleSet(List.of());

  private static final int MOST = 200_000;

  private final Map<String, Rule> rules;

  /**
   * @throws InvalidInputException when two rules have one id
   */
  public RuleSet(List<Rule> rules) {
    var byId = new LinkedHashMap<String, Rule>();
    var faults = new Faults();
    for (var rule : rules) {
      var before = byId.putIfAbsent(rule.id(), rule);
      if (before != null) {
        faults.add(
            rule.place(),
            "id",
            "an id that no other rule has (%s)".formatted(before.place()),
            rule.id());
      }
    }
    faults.raise();
    this.rules = byId;
  }

  /**
   * Reads a rule file.
   *
   * @throws InvalidInputException naming, for each fault, line and column, what was expected there
   *     and the nearest known name
   */
  public static RuleSet parse(String yaml, House house) {
    var faults = new Faults();
    var file = new Section(TreeParser.parse(yaml), "file", faults).allow("rules", "tests", "house");
    if (!file.has("rules")) {
      file.missing("rules", "a list of rules");
    }
    var reader = new RuleReader(house);
    var each = new Each(house);
    var rules = new ArrayList<Rule>();
    file.get("rules").stream()
        .flatMap(it -> Section.list(it, "rules", faults).stream())
        .flatMap(it -> each.expand(it).stream())
        .limit(MOST)
        .forEach(it -> reader.read(it).ifPresent(rules::add));
    faults.raise();
    return new RuleSet(rules);
  }

  /**
   * Reads one rule by itself: what stands beneath a dash in a rule file.
   *
   * @throws InvalidInputException naming, for each fault, line and column; also for {@code each},
   *     which makes more than one rule
   */
  public static Rule parseOne(String yaml, House house) {
    var faults = new Faults();
    var section = new Section(TreeParser.parse(yaml), "rule", faults);
    if (section.has("each")) {
      section.wrong("each", "one rule; those made for many rooms belong in a file", "each");
    }
    var rule = new RuleReader(house).read(section);
    faults.raise();
    return rule.orElseThrow();
  }

  /** The rules in the order of their files. */
  public List<Rule> rules() {
    return List.copyOf(rules.values());
  }

  public Optional<Rule> rule(String id) {
    return Optional.ofNullable(rules.get(id));
  }

  /**
   * These and the others.
   *
   * @throws InvalidInputException when a rule of each has the same id
   */
  public RuleSet and(RuleSet others) {
    var all = new ArrayList<>(rules.values());
    all.addAll(others.rules.values());
    return new RuleSet(all);
  }

  /**
   * With one rule in another state.
   *
   * @throws InvalidInputException when there is no such rule
   */
  public RuleSet with(String id, Rule.State state) {
    if (!rules.containsKey(id)) {
      throw new InvalidInputException(
          "rule",
          "a rule of this house"
              + domovoy.core.Names.nearest(id, rules.keySet())
                  .map(it -> " (did you mean " + it + "?)")
                  .orElse(""),
          id);
    }
    return new RuleSet(
        rules.values().stream().map(it -> it.id().equals(id) ? it.with(state) : it).toList());
  }
}
