package domovoy.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published schema says what the reader takes. */
class SchemaTest {
  private final JsonNode schema = schema();

  private static JsonNode schema() {
    try (var stream = RuleSet.class.getResourceAsStream("rules.schema.json")) {
      return Json.json().readTree(stream);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itNamesTheKeysOfARuleThatTheReaderKnows() {
    assertThat(names(schema.at("/$defs/rule/properties")))
        .containsExactlyInAnyOrder(RuleReader.KEYS);
  }

  @Test
  void itNamesThePrioritiesStatesAndPoliciesThatTheReaderKnows() {
    assertThat(texts(schema.at("/$defs/rule/properties/priority/oneOf/1/enum")))
        .isEqualTo(RuleReader.priorityNames());
    assertThat(texts(schema.at("/$defs/rule/properties/state/enum")))
        .isEqualTo(words(Rule.State.values()));
    assertThat(texts(schema.at("/$defs/rule/properties/unknown/enum")))
        .isEqualTo(words(Rule.Unknown.values()));
    assertThat(texts(schema.at("/$defs/rule/properties/missed/enum")))
        .isEqualTo(words(Rule.Missed.values()));
    assertThat(texts(schema.at("/$defs/severity/enum"))).isEqualTo(words(Severity.values()));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(schema.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(schema.at(it.substring(1)).isObject()).isTrue());
  }

  private static List<String> names(JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(it -> texts.add(it.asText()));
    return texts;
  }

  private static List<String> words(Object[] values) {
    return Stream.of(values).map(Object::toString).toList();
  }
}
