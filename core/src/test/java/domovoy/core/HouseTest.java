package domovoy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

class HouseTest {
  private static final String YAML =
      """
      site: {id: home, zone: Europe/Moscow, latitude: 55.75, longitude: 37.62, title: {ru: Дом}}
      areas:
        - {id: kitchen, title: {en: Kitchen, ru: Кухня}}
      devices:
        - id: kitchen-1
          area: kitchen
          node: pi-kitchen
          points:
            - id: kitchen.temperature
              kind: sensor
              quantity: temperature
              unit: Cel
              accepts: {type: number, minimum: -40, maximum: 85}
            - id: kitchen.valve
              kind: actuator
              quantity: valve
              accepts: {type: on-off}
              safe: {value: "off", lease: PT5M, maximum-on: PT2H}
      """;

  @Test
  void isReadFromItsFile() throws Exception {
    var house = Json.yaml().readValue(YAML, House.class);
    assertThat(house.site().zone().getId()).isEqualTo("Europe/Moscow");
    assertThat(house.points()).hasSize(2);
    assertThat(house.deviceOf(new PointId("kitchen.valve")).area()).isEqualTo("kitchen");
    var valve = house.requirePoint(new PointId("kitchen.valve"));
    assertThat(valve.safe().orElseThrow().value()).isEqualTo(Value.OFF);
    assertThat(house.area("kitchen").orElseThrow().title().in("ru", "")).isEqualTo("Кухня");
  }

  @Test
  void survivesBeingWrittenAndReadBack() throws Exception {
    var house = Json.yaml().readValue(YAML, House.class);
    var json = Json.json().writeValueAsString(house);
    var back = Json.json().readValue(json, House.class);
    assertThat(Json.json().writeValueAsString(back)).isEqualTo(json);
    assertThat(back.points()).isEqualTo(house.points());
  }

  @Test
  void namesTheNearestPointWhenOneIsUnknown() throws Exception {
    var house = Json.yaml().readValue(YAML, House.class);
    assertThatThrownBy(() -> house.requirePoint(new PointId("kitchen.temperatur")))
        .hasMessageContaining("did you mean kitchen.temperature?");
  }

  @Test
  void refusesADeviceInAnAreaThatIsNotThere() {
    refuses(YAML.replace("area: kitchen", "area: kitchn"), "devices.kitchen-1.area", "kitchen?");
  }

  @Test
  void refusesAPointOfTwoDevices() {
    refuses(
        YAML
            + """
              - id: kitchen-2
                area: kitchen
                points:
                  - {id: kitchen.valve, kind: actuator, quantity: valve, accepts: {type: on-off}}
            """,
        "kitchen-2",
        "kitchen.valve");
  }

  @Test
  void refusesAnUnknownKeyAndNamesTheOneThatWasMeant() {
    refuses(YAML.replace("safe: {", "saef: {"), "devices[0].points[1].saef", "safe (unknown key)");
  }

  @Test
  void refusesASafeValueThatThePointCannotHave() {
    refuses(YAML.replace("value: \"off\"", "value: 7"), "value", "true or false");
  }

  @Test
  void refusesAWrongUnitKindAndDuration() {
    refuses(YAML.replace("unit: Cel", "unit: Celsius"), "unit", "UCUM");
    refuses(
        YAML.replace("kind: actuator", "kind: actor"),
        "devices[0].points[1].kind",
        "sensor, actuator or setpoint");
    refuses(YAML.replace("lease: PT5M", "lease: PT0S"), "lease", "above zero");
  }

  private static void refuses(String yaml, String... words) {
    assertThatThrownBy(
            () -> {
              try {
                Json.yaml().readValue(yaml, House.class);
              } catch (JsonProcessingException e) {
                throw Json.explain("house.yaml", e);
              }
            })
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(words);
  }
}
