package domovoy.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YamlTest {
  @Test
  void aPointWithoutAUnitComesBackFromYaml() throws Exception {
    var point = Point.onOffSensor("kitchen.leak", "leak");
    var yaml = Json.yaml().writeValueAsString(point);
    assertThat(Json.yaml().readValue(yaml, Point.class)).isEqualTo(point);
  }

  @Test
  void aUnitOfOneMayBeWrittenWithoutQuotes() throws Exception {
    assertThat(Json.yaml().readValue("1", Unit.class)).isEqualTo(Unit.NONE);
    assertThat(Json.yaml().readValue("Cel", Unit.class)).isEqualTo(new Unit("Cel"));
  }
}
