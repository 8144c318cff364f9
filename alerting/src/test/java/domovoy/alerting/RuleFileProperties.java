package domovoy.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.alerting.scenario.ScenarioReader;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a file contains, it is read or refused with a place; nothing else comes of it. */
class RuleFileProperties {
  private static final House HOUSE = Houses.small();
  private static final String[] PIECES = {
    "\n",
    "  ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "${room}",
    "&a ",
    "*a",
    "!!",
    "|",
    ">",
    "#",
    "kitchen.leak",
    "bathroom.humidity",
    "avg(",
    "for(",
    "(",
    ")",
    ",",
    "5m",
    "999999999d",
    "&&",
    "||",
    "!",
    "-",
    ".",
    "1e308",
    "1e999",
    "0x",
    "\\",
    "é",
    "😀",
    "\u0000",
    "\t",
    "%",
    "when: ",
    "then: ",
    "until: ",
    "each: ",
    "tests: ",
    "unknown: ",
    "in [",
    "?",
    "===",
    "null",
    "true",
    "size(",
    ".matches("
  };

  @Property(tries = 1500)
  void aMangledFileIsReadOrRefusedWithItsPlaces(@ForAll long seed) {
    var random = new Random(seed);
    var file = ShippedRules.files().get(random.nextInt(ShippedRules.files().size()));
    var text = new StringBuilder(ShippedRules.text(file));
    var changes = 1 + random.nextInt(5);
    for (var change = 0; change < changes; change++) {
      var at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(8)));
        default ->
            text.replace(
                at,
                Math.min(text.length(), at + 1 + random.nextInt(12)),
                PIECES[random.nextInt(PIECES.length)]);
      }
    }
    try {
      RuleSet.parse(text.toString(), HOUSE);
      ScenarioReader.read(text.toString(), HOUSE);
    } catch (InvalidInputException e) {
      assertThat(e.faults())
          .isNotEmpty()
          .allSatisfy(it -> assertThat(it.field()).matches("line \\d+, column \\d+ (?s:.*)"));
    }
  }

  @Property(tries = 1500)
  void aConditionOfAnyPiecesIsReadOrRefused(@ForAll long seed) {
    var random = new Random(seed);
    var condition = new StringBuilder();
    var pieces = 1 + random.nextInt(12);
    for (var piece = 0; piece < pieces; piece++) {
      condition.append(PIECES[random.nextInt(PIECES.length)]);
    }
    var outcome =
        new domovoy.alerting.language.ConditionCompiler(HOUSE).compile(condition.toString());
    assertThat(outcome.condition().isPresent()).isEqualTo(outcome.faults().isEmpty());
    assertThat(outcome.faults())
        .allSatisfy(it -> assertThat(it.at()).isBetween(0, condition.length()));
  }
}
