package domovoy.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import domovoy.alerting.file.TreeParser;
import domovoy.core.Area;
import domovoy.core.InvalidInputException;
import domovoy.core.Title;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a rule file is said with its place, what was expected, and what was meant. */
class RuleFileTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bathrom.humidity > 65.0 | 11 | bathroom.humidity",
        "kitchen.leak && bathroom.humidty > 1 | 27 | bathroom.humidity",
        "bathroom.humidity > \"wet\" | 29 | values of one kind around >",
        "bathroom.humidity | 11 | true or false",
        "bathroom.humidity > 65.0 && | 38 | CEL",
        "humidity > 3 | 11 | a point, a word or a function",
        "avrg(bathroom.humidity, 5m) > 3 | 11 | did you mean avg?",
        "avg(bathroom.humidity) > 3 | 11 | avg(point, duration)",
        "avg(bathroom.humidity, 5) > 3 | 34 | a duration",
        "avg(bathroom.humiditi, 5m) > 3 | 15 | did you mean bathroom.humidity?",
        "avg(kitchen.leak, 5m) > 3 | 15 | a point of numbers",
        "for(bathrom.humidity > 3, 5m) | 15 | did you mean bathroom.humidity?",
        "for(bathroom.humidity > 3) | 11 | for(condition, duration)",
        "for(kitchen.leak, 500d) | 29 | at most a year",
        "bathroom.humidity > kitchen.temperature | 31 | the unit % on both sides",
        "bathroom.humidity + kitchen.temperature > 1 | 31 | the unit % on both sides",
        "rate(kitchen.temperature, 1h) > kitchen.temperature | 43 | Cel/h",
        "living-room.blind == \"opn\" | 32 | did you mean open?",
        "weekday == \"munday\" | 22 | did you mean monday?",
        "season in [\"sumer\"] | 22 | did you mean summer?",
        "time > \"7:30\" | 18 | HH:MM",
        "time > \"25:30\" | 18 | HH:MM",
        "kitchen.leak > kitchen.leak && bathroom.fan + 1 > 2 | 55 | numbers around +",
        "(kitchen.leak | 24 | CEL",
        "avg(bathroom.humidity, 5m > 3 | 14 | a closing parenthesis",
        "presence(anna) | 11 | presence(\"name\")",
        "kitchen.leak == \"on\" | 24 | values of one kind",
        "kitchen.leak ? 1 : 2 | 24 | a condition",
        "5 > | 14 | CEL",
        "bathroom.humidity.foo > 1 | 28 | CEL",
        "[1, 2].exists(xyz, true) | 25 | a point, a word or a function",
      })
  void aWrongConditionIsNamedByColumnAndCause(String condition, int column, String cause) {
    var faults =
        faults(
            """
            rules:
              - id: wrong
                then: [{scene: x}]
                when: '%s'
            """
                .formatted(condition));

    assertThat(faults).hasSize(1);
    assertThat(faults.getFirst().field())
        .isEqualTo("line 4, column %d (rules[0].when)".formatted(column + 1));
    assertThat(faults.getFirst().expected()).contains(cause);
  }

  @Test
  void placesAreRightInQuotedFoldedAndParametrisedText() {
    var faults =
        faults(
            """
            rules:
              - id: quoted
                when: "mode != \\"away\\" && bathrom.humidity > 1"
                then: [{scene: x}]
              - id: block
                when: |
                  kitchen.leak &&
                  bathrom.humidity > 1
                then: [{scene: x}]
              - id: folded
                when: >
                  kitchen.leak &&
                  bathrom.humidity > 1
                then: [{scene: x}]
              - id: each-${room}
                each: {room: [bathroom]}
                when: ${room}.humidity > 1 && ${room}.humiditi > 1
                then: [{scene: x}]
            """);

    assertThat(faults)
        .extracting(InvalidInputException.Fault::field)
        .containsExactly(
            "line 3, column 32 (rules[0].when)",
            "line 8, column 7 (rules[1].when)",
            "line 13, column 7 (rules[2].when)",
            "line 17, column 35 (rules[3].when)");
  }

  @Test
  void everyFaultOfAFileIsNamedAtOnce() {
    var faults =
        faults(
            """
            rules:
              - id: Wrong Id
                when: kitchen.leak
                prioriti: 3
                then: [{scene: x}]
              - id: no-sensor
                when: kitchen.leak
                then: [{set: {point: kitchen.leak, value: on}}]
              - id: wrong-value
                when: kitchen.leak
                then: [{set: {point: living-room.light, value: 200}}]
              - id: no-policy
                priority: life-safety
                when: kitchen.leak
                then: [{set: {point: water.main-valve, value: closed}}]
              - id: two-in-one
                when: kitchen.leak
                for: soon
                unknown: maybe
                then: [{scene: x, wait: 3m}]
              - when: kitchen.leak
            """);

    assertThat(faults)
        .extracting(InvalidInputException.Fault::field)
        .containsExactly(
            "line 4, column 5 (rules[0])",
            "line 2, column 9 (rules[0].id)",
            "line 8, column 26 (rules[1].then[0].set.point)",
            "line 11, column 52 (rules[2].then[0].set.value)",
            "line 12, column 5 (rules[3].unknown)",
            "line 15, column 51 (rules[3].then[0].set.value)",
            "line 19, column 14 (rules[4].unknown)",
            "line 20, column 12 (rules[4].then[0])",
            "line 18, column 10 (rules[4].for)",
            "line 21, column 5 (rules[5].id)",
            "line 21, column 5 (rules[5].then)");
    assertThat(faults.getFirst().expected()).contains("did you mean priority?");
  }

  @Test
  void aDoubleIdIsRefusedAtTheSecondPlace() {
    var faults =
        faults(
            """
            rules:
              - {id: a, when: kitchen.leak, then: [{scene: x}]}
              - {id: a, when: kitchen.leak, then: [{scene: x}]}
            """);

    assertThat(faults.getFirst().toString())
        .isEqualTo(
            "line 3, column 5 (id): expected an id that no other rule has (line 2, column 5), got a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rules",
        "- a",
        "rules: [",
        "rules: &a [*a]",
        "rules:\n  - id: x\n    id: y",
        "? [a]\n: b",
        "rules: {a: b}",
        "other: []",
        "rules: !!java.lang.String x",
        "\u0000",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nrules: *c"
      })
  void whatIsNoRuleFileIsRefusedWithAPlace(String yaml) {
    var faults = faults(yaml);

    assertThat(faults).isNotEmpty();
    assertThat(faults.getFirst().field()).matches("line \\d+, column \\d+ .*");
  }

  @Test
  void aliasesThatBlowUpAreCutOff() {
    var yaml = new StringBuilder("a0: &a0 [x, x]\n");
    for (var level = 1; level < 25; level++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
    }

    assertThat(
            catchThrowableOfType(
                InvalidInputException.class, () -> TreeParser.parse(yaml.toString())))
        .hasMessageContaining("at most");
  }

  @Test
  void anUnchangedRuleKeepsItsVersionWhateverItsLayout() {
    var one = parse("rules: [{id: a, when: kitchen.leak, then: [{scene: x}]}]");
    var other =
        parse(
            """
            rules:
              # a comment
              - then:
                  - scene: "x"
                when: 'kitchen.leak'
                id: a
            """);
    var changed = parse("rules: [{id: a, when: '!kitchen.leak', then: [{scene: x}]}]");

    assertThat(other.version()).isEqualTo(one.version());
    assertThat(changed.version()).isNotEqualTo(one.version());
  }

  @Test
  void eachMakesARulePerWordAndCombination() {
    var rules =
        RuleSet.parse(
            """
            rules:
              - id: r-${a}-${b}
                each: {a: [x, y], b: ["*.temperature"]}
                when: ${b}.temperature > 1
                then: [{scene: "${a}"}]
            """,
            Houses.small());

    assertThat(rules.rules())
        .extracting(Rule::id)
        .containsExactly(
            "r-x-kitchen",
            "r-x-bedroom",
            "r-x-living-room",
            "r-y-kitchen",
            "r-y-bedroom",
            "r-y-living-room");
    assertThat(rules.rule("r-y-bedroom").orElseThrow().then())
        .containsExactly(new Action.Scene("y"));
  }

  @Test
  void eachNamesTheAreaAsTheHouseholdDoesInBothLanguages() {
    var house = Houses.small();
    var kitchen = house.with(new Area("kitchen", Title.of("Kitchen", "Кухня")));

    var rule =
        RuleSet.parse(
                """
                rules:
                  - id: leak-${room}
                    each: {room: ["*.leak"]}
                    title: {en: "Leak: ${room}", ru: "Протечка: ${room}"}
                    when: ${room}.leak
                    then: [{scene: "${room}"}]
                """,
                kitchen)
            .rules()
            .getFirst();

    assertThat(rule.title()).isEqualTo(Title.of("Leak: Kitchen", "Протечка: Кухня"));
    assertThat(rule.then()).containsExactly(new Action.Scene("kitchen"));
  }

  private static Rule parse(String yaml) {
    return RuleSet.parse(yaml, Houses.small()).rules().getFirst();
  }

  private static List<InvalidInputException.Fault> faults(String yaml) {
    var refusal =
        catchThrowableOfType(
            InvalidInputException.class, () -> RuleSet.parse(yaml, Houses.small()));
    assertThat(refusal).as("refused: %s", yaml).isNotNull();
    return refusal.faults();
  }
}
