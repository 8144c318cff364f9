package domovoy.controller.rules;

import domovoy.alerting.Rule;
import domovoy.alerting.RuleSet;
import domovoy.alerting.analysis.Analysis;
import domovoy.alerting.analysis.Finding;
import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Documents;
import domovoy.controller.store.Query;
import domovoy.controller.store.Versioned;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Source;
import domovoy.service.Problem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rules of the house: those of its files, and on top of them what people have changed. Every
 * change is a version that can be gone back to. May be used from any thread.
 */
public final class RuleLibrary {
  /** Most characters of a rule's text. */
  public static final int LONGEST_TEXT = 32_768;

  /** Most lines of a rule's text. */
  public static final int MOST_LINES = 1_000;

  /** Most rules that people may have changed. */
  public static final int MOST_CHANGED = 10_000;

  /** Versions of a rule that are kept. */
  public static final int MOST_VERSIONS = 500;

  private static final int LONGEST_NOTE = 500;

  /**
   * A rule with its text.
   *
   * @param number the version it is at; 0: as in its file
   */
  public record Entry(Rule rule, String text, int number) {}

  /**
   * The rules in a house.
   *
   * @param faults file or rule to what is wrong with it, so that it cannot run
   */
  public record Reading(
      RuleSet rules,
      Map<String, Entry> entries,
      Map<String, List<InvalidInputException.Fault>> faults) {}

  private record Answer(House house, Map<String, RuleVersion> changes, Reading reading) {}

  private record Examination(RuleSet rules, House house, List<Finding> findings) {}

  private final RuleShelf files;
  private final Documents<RuleVersion> present;
  private final Documents<RuleVersion> versions;
  private final InstantSource clock;
  private volatile Map<String, RuleVersion> changes;
  private volatile Optional<Answer> last = Optional.empty();
  private volatile Optional<Examination> examined = Optional.empty();

  public RuleLibrary(RuleShelf files, ConfigurationStore store, InstantSource clock) {
    this.files = files;
    this.clock = clock;
    present = store.documents("rules", RuleVersion.class);
    versions = store.documents("versions", RuleVersion.class);
    changes =
        present.all().stream()
            .map(Versioned::value)
            .collect(Collectors.toMap(RuleVersion::rule, it -> it, (_, later) -> later));
  }

  /** The rules that can run in a house. */
  public RuleSet rules(House house) {
    return read(house).rules();
  }

  /** Reads the rules for a house. A rule that is wrong is left out and does not stop the others. */
  public Reading read(House house) {
    var now = changes;
    var known = last.filter(it -> it.house() == house && it.changes() == now);
    if (known.isPresent()) {
      return known.get().reading();
    }
    var reading = compile(house, now);
    last = Optional.of(new Answer(house, now, reading));
    return reading;
  }

  private Reading compile(House house, Map<String, RuleVersion> changed) {
    var shelf = files.read(house);
    var faults = new TreeMap<>(shelf.faults());
    var entries = new ArrayList<Entry>();
    for (var rule : shelf.rules().rules()) {
      var text = shelf.texts().getOrDefault(rule.id(), "");
      var change = Optional.ofNullable(changed.get(rule.id()));
      if (change.isEmpty()) {
        entries.add(new Entry(rule, text, 0));
      } else if (change.get().text().isEmpty() && !change.get().removed()) {
        var state = change.get().state().orElse(rule.state());
        entries.add(new Entry(rule.with(state), text, change.get().number()));
      }
    }
    for (var change : new TreeMap<>(changed).values()) {
      if (change.text().isPresent() && !change.removed()) {
        try {
          entries.add(entry(change, house));
        } catch (InvalidInputException e) {
          faults.put(change.rule(), e.faults());
        }
      }
    }
    return new Reading(
        new RuleSet(entries.stream().map(Entry::rule).toList()),
        entries.stream().collect(Collectors.toMap(it -> it.rule().id(), it -> it)),
        faults);
  }

  private static Entry entry(RuleVersion change, House house) {
    var text = change.text().orElseThrow();
    var rule = RuleSet.parseOne(text, house);
    return new Entry(rule.with(change.state().orElse(rule.state())), text, change.number());
  }

  /** What the analysis finds in the rules as they are. */
  public List<Finding> findings(House house) {
    var rules = rules(house);
    var known = examined.filter(it -> it.rules() == rules && it.house() == house);
    if (known.isPresent()) {
      return known.get().findings();
    }
    var findings = Analysis.of(rules, house);
    examined = Optional.of(new Examination(rules, house, findings));
    return findings;
  }

  /**
   * What the analysis would find about a rule if it said this and acted.
   *
   * @throws InvalidInputException naming line and column of what is wrong in the text
   */
  public List<Finding> check(House house, String text) {
    requireBounds(text);
    return about(RuleSet.parseOne(text, house).with(Rule.State.ENABLED), house);
  }

  private List<Finding> about(Rule rule, House house) {
    var others = rules(house).rules().stream().filter(it -> !it.id().equals(rule.id()));
    var all = new ArrayList<>(others.toList());
    all.add(rule);
    return Analysis.of(new RuleSet(all), house).stream()
        .filter(it -> it.rules().contains(rule.id()))
        .toList();
  }

  /**
   * Adds the rule, or changes what it says.
   *
   * @param state whether it acts from now on; empty: as before, or as its text says
   * @param basis the version it was changed from, to notice that someone else was faster
   * @throws InvalidInputException naming line and column of what is wrong in the text
   * @throws domovoy.service.ProblemException 409 when it is to act and the analysis finds an error,
   *     or when it is at another version
   */
  public synchronized RuleVersion write(
      House house,
      String id,
      String text,
      Optional<Rule.State> state,
      String note,
      Optional<Integer> basis,
      Source author) {
    requireBounds(text);
    var rule = RuleSet.parseOne(text, house);
    if (!rule.id().equals(id)) {
      throw new InvalidInputException("text", "a rule with the id " + id, rule.id());
    }
    var number = numberOf(id);
    basis
        .filter(it -> it != number)
        .ifPresent(
            it -> {
              throw Problem.conflict(
                      "the rule %s is at version %d, not at %d: look at what has changed"
                          .formatted(id, number, it))
                  .toException();
            });
    var kept = state.or(() -> Optional.ofNullable(changes.get(id)).flatMap(RuleVersion::state));
    requireSound(rule.with(kept.orElse(rule.state())), house);
    return keep(version(id, Optional.of(text), kept, false, note, author));
  }

  /**
   * Lets a rule act, watch, or rest.
   *
   * @throws domovoy.service.ProblemException 404 without that rule; 409 when it is to act and the
   *     analysis finds an error
   */
  public synchronized RuleVersion set(
      House house, String id, Rule.State state, String note, Source author) {
    var entry = require(house, id);
    requireSound(entry.rule().with(state), house);
    var text = Optional.ofNullable(changes.get(id)).flatMap(RuleVersion::text);
    return keep(version(id, text, Optional.of(state), false, note, author));
  }

  /**
   * Takes a rule away; one that stands in a file stays away until it is gone back to.
   *
   * @throws domovoy.service.ProblemException 404 without that rule
   */
  public synchronized RuleVersion remove(House house, String id, String note, Source author) {
    if (!isFaulty(house, id)) {
      require(house, id);
    }
    var text = Optional.ofNullable(changes.get(id)).flatMap(RuleVersion::text);
    return keep(version(id, text, Optional.empty(), true, note, author));
  }

  private boolean isFaulty(House house, String id) {
    return changes.containsKey(id) && read(house).faults().containsKey(id);
  }

  /**
   * Makes a rule what it was, as a new version.
   *
   * @param number the version to go back to; 0: as its file has it
   * @throws InvalidInputException when it cannot run in this house any more
   * @throws domovoy.service.ProblemException 404 without that rule or version; 409 when it would
   *     act and the analysis finds an error
   */
  public synchronized RuleVersion goBack(
      House house, String id, int number, String note, Source author) {
    var old = number == 0 ? original(house, id, author) : find(id, number);
    if (!old.removed()) {
      requireSound(
          old.text().isPresent()
              ? entry(old, house).rule()
              : fileRule(house, id)
                  .map(it -> it.with(old.state().orElse(it.state())))
                  .orElseThrow(() -> noSuch(id)),
          house);
    }
    return keep(version(id, old.text(), old.state(), old.removed(), note, author));
  }

  private RuleVersion original(House house, String id, Source author) {
    fileRule(house, id).orElseThrow(() -> noSuch(id + " in a file"));
    return version(id, Optional.empty(), Optional.empty(), false, "", author);
  }

  private Optional<Rule> fileRule(House house, String id) {
    return files.read(house).rules().rule(id);
  }

  /** The versions of a rule that are kept, newest first. */
  public List<RuleVersion> versions(String id) {
    return versions.newest(Query.newest(Query.MOST).where("rule", id)).stream()
        .map(Versioned::value)
        .sorted(Comparator.comparingInt(RuleVersion::number).reversed())
        .toList();
  }

  /** What a version says; what its file says now, when it leaves that to the file. */
  public String textOf(House house, RuleVersion version) {
    return version.text().orElseGet(() -> fileText(house, version.rule()));
  }

  /** What the file of a rule says; empty when it stands in none. */
  public String fileText(House house, String id) {
    return files.read(house).texts().getOrDefault(id, "");
  }

  /**
   * A rule that runs, watches or rests in this house.
   *
   * @throws domovoy.service.ProblemException 404 without it
   */
  public Entry require(House house, String id) {
    return Optional.ofNullable(read(house).entries().get(id)).orElseThrow(() -> noSuch(id));
  }

  private RuleVersion find(String id, int number) {
    return versions.find(key(id, number)).orElseThrow(() -> noSuch(id + " of version " + number));
  }

  private static RuntimeException noSuch(String id) {
    return Problem.notFound("there is no rule " + id).toException();
  }

  private void requireSound(Rule rule, House house) {
    if (rule.state() != Rule.State.ENABLED) {
      return;
    }
    var errors = about(rule, house).stream().filter(it -> it.kind().isError()).toList();
    if (!errors.isEmpty()) {
      throw new Problem(
              "urn:domovoy:problem:rule-findings",
              "The rule would not do what it says",
              409,
              errors.stream()
                  .map(Finding::toString)
                  .collect(Collectors.joining(" ", "Mend it, or let it only watch: ", "")),
              List.of())
          .toException();
    }
  }

  private static void requireBounds(String text) {
    if (text.length() > LONGEST_TEXT || text.lines().count() > MOST_LINES) {
      throw new InvalidInputException(
          "text",
          "at most %d characters in %d lines".formatted(LONGEST_TEXT, MOST_LINES),
          "%d characters".formatted(text.length()));
    }
  }

  private RuleVersion version(
      String id,
      Optional<String> text,
      Optional<Rule.State> state,
      boolean removed,
      String note,
      Source author) {
    if (note.length() > LONGEST_NOTE) {
      throw new InvalidInputException(
          "note", "at most %d characters".formatted(LONGEST_NOTE), note);
    }
    return new RuleVersion(id, 0, text, state, removed, author, clock.instant(), note);
  }

  private int numberOf(String id) {
    return Optional.ofNullable(changes.get(id)).map(RuleVersion::number).orElse(0);
  }

  private RuleVersion keep(RuleVersion change) {
    if (!changes.containsKey(change.rule()) && changes.size() >= MOST_CHANGED) {
      throw Problem.conflict("at most %d rules can be changed".formatted(MOST_CHANGED))
          .toException();
    }
    var next = change.numbered(numberOf(change.rule()) + 1);
    versions.save(key(next.rule(), next.number()), next);
    present.save(next.rule(), next);
    versions.delete(key(next.rule(), next.number() - MOST_VERSIONS));
    var after = new TreeMap<>(changes);
    after.put(next.rule(), next);
    changes = after;
    return next;
  }

  private static String key(String id, int number) {
    return "rule/%s@%d".formatted(id, number);
  }
}
