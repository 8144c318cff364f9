package domovoy.alerting.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import domovoy.alerting.RuleSet;
import domovoy.alerting.ShippedRules;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnalysisTest {
  private static final Path FAULTS = Path.of("src/test/resources/faults");
  private static final House HOUSE = house(FAULTS.resolve("house.yaml"));

  record Case(String fault, Optional<List<String>> find, String rules) {
    @Override
    public String toString() {
      return fault;
    }

    String file() {
      return "rules:\n" + rules.indent(2);
    }
  }

  static List<Case> planted() {
    return cases("planted.yaml");
  }

  static List<Case> sound() {
    return cases("sound.yaml");
  }

  @ParameterizedTest
  @MethodSource("planted")
  void everyPlantedFaultIsFoundAndNothingElse(Case planted) {
    var expected = planted.find().orElseThrow();
    if (expected.getFirst().startsWith("invalid ")) {
      var refusal =
          catchThrowableOfType(
              InvalidInputException.class, () -> RuleSet.parse(planted.file(), HOUSE));
      assertThat(refusal).hasMessageContaining(expected.getFirst().substring("invalid ".length()));
      assertThat(refusal.faults()).hasSize(1);
      return;
    }
    var findings = Analysis.of(RuleSet.parse(planted.file(), HOUSE), HOUSE);

    assertThat(findings)
        .extracting(it -> it.kind() + " " + String.join(" ", it.rules()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("sound")
  void nothingIsFoundInSoundRules(Case sound) {
    assertThat(Analysis.of(RuleSet.parse(sound.file(), HOUSE), HOUSE)).isEmpty();
  }

  @Test
  void nothingIsFoundInTheShippedRules() {
    for (var house : List.of(HOUSE, house(Path.of("rules/house.yaml")))) {
      var shipped = ShippedRules.in(house);

      assertThat(shipped.rules()).isNotEmpty();
      assertThat(Analysis.of(shipped, house)).isEmpty();
    }
  }

  @Test
  void atLeastFortyFaultsArePlanted() {
    assertThat(planted()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void aConflictIsShownWithValuesAtWhichItHappens() {
    var rules =
        RuleSet.parse(
            """
            rules:
              - {id: a, when: 'bathroom.humidity > 65 && mode == "home"', until: bathroom.humidity < 55, then: [{set: {point: bathroom.fan, value: on}}]}
              - {id: b, when: kitchen.temperature < 10, until: kitchen.temperature > 12, then: [{set: {point: bathroom.fan, value: off}}]}
            """,
            HOUSE);

    var finding = Analysis.of(rules, HOUSE).getFirst();

    assertThat(finding.witness()).containsOnlyKeys("bathroom.humidity", "kitchen.temperature");
    assertThat(Double.parseDouble(finding.witness().get("bathroom.humidity")))
        .isGreaterThanOrEqualTo(55);
    assertThat(Double.parseDouble(finding.witness().get("kitchen.temperature")))
        .isLessThanOrEqualTo(12);
    assertThat(finding.toString())
        .startsWith("line 2, column 5: conflict (a, b): both can hold at once and set bathroom.fan")
        .contains("a to on, b to off", "For example: ");
  }

  @Test
  void aRuleWhosePointsAreOnOneNodeIsPlacedThere() {
    var rules =
        RuleSet.parse(
            """
            rules:
              - {id: a, when: kitchen.leak, then: [{set: {point: water.main-valve, value: off}}]}
              - {id: b, when: kitchen.leak, then: [{set: {point: gas.valve, value: off}}]}
            """,
            HOUSE);

    assertThat(rules.rules())
        .extracting(it -> Placement.nodeOf(it, HOUSE))
        .containsExactly(Optional.of("pi-1"), Optional.empty());
  }

  private static House house(Path path) {
    try {
      return Json.yaml().readValue(Files.readString(path), House.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Case> cases(String file) {
    try {
      return Json.yaml()
          .readValue(Files.readString(FAULTS.resolve(file)), new TypeReference<List<Case>>() {});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
