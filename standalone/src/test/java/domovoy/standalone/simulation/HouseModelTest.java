package domovoy.standalone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.Site;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HouseModelTest {
  private static final Instant WINTER = Instant.parse("2026-01-15T09:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(2);

  private final HouseModel house = new HouseModel(1, WINTER);

  @Test
  void everyPointOfItsDevicesHasAValueThatThePointAcceptsAtAllTimes() {
    var definition =
        new House(
            Site.of("home", ZoneId.of("Europe/Moscow")),
            SimulatedHouse.areas(),
            SimulatedHouse.devices("demo"));

    for (var day = 0; day < 365; day++) {
      var values = house.values();
      assertThat(values.keySet()).isEqualTo(definition.points().keySet());
      values.forEach(
          (point, value) ->
              assertThat(definition.requirePoint(point).accepts().accept(value))
                  .as(point.name())
                  .isEqualTo(value));
      pass(Duration.ofDays(1), Duration.ofMinutes(10));
    }
  }

  @Test
  void everythingHasATitleInBothLanguages() {
    assertThat(SimulatedHouse.areas()).allSatisfy(it -> assertThat(it.title().en()).isPresent());
    assertThat(SimulatedHouse.devices("demo"))
        .flatExtracting(it -> it.points())
        .allSatisfy(it -> assertThat(it.title().ru()).isPresent())
        .allSatisfy(it -> assertThat(it.title().en()).isPresent());
  }

  @Test
  void theSameSeedGivesTheSameHouseAndAnotherOneDoesNot() {
    var twin = new HouseModel(1, WINTER);
    var other = new HouseModel(2, WINTER);

    assertThat(history(twin)).isEqualTo(history(house)).isNotEqualTo(history(other));
  }

  @Test
  void theBoilerKeepsTheHouseWarmAndWithoutItTheHouseCools() {
    pass(Duration.ofHours(24), Duration.ofMinutes(1));
    assertThat(number(HousePoints.LIVING_ROOM_TEMPERATURE)).isBetween(20.5, 22.5);

    house.set(HousePoints.BOILER, Value.OFF);
    pass(Duration.ofHours(24), Duration.ofMinutes(1));
    assertThat(number(HousePoints.LIVING_ROOM_TEMPERATURE)).isLessThan(15);
  }

  @Test
  void aShowerRaisesTheHumidityAndTheFanLowersItSooner() {
    house.set(HousePoints.SIMULATED_SHOWER, Value.ON);
    pass(Duration.ofMinutes(7), STEP); // with the one that the model begins after two
    assertThat(number(HousePoints.BATHROOM_HUMIDITY)).isGreaterThan(75);
    assertThat(house.values()).containsEntry(HousePoints.SIMULATED_SHOWER, Value.OFF);

    var withoutFan = new HouseModel(1, WINTER);
    withoutFan.set(HousePoints.SIMULATED_SHOWER, Value.ON);
    for (var at = Duration.ZERO; at.toMinutes() < 14; at = at.plus(STEP)) {
      withoutFan.step(STEP);
    }
    house.set(HousePoints.BATHROOM_FAN, Value.ON);
    pass(Duration.ofMinutes(7), STEP);
    assertThat(number(HousePoints.BATHROOM_HUMIDITY))
        .isLessThan(55)
        .isLessThan(numberOf(withoutFan, HousePoints.BATHROOM_HUMIDITY) - 10);
  }

  @Test
  void aLeakWetsTheSensorOnlyWhileWaterCanRunAndItDriesAfterTheRepair() {
    house.set(HousePoints.MAIN_VALVE, Value.OFF);
    house.set(HousePoints.SIMULATED_LEAK, Value.ON);
    pass(Duration.ofMinutes(1), STEP);
    assertThat(house.values()).containsEntry(HousePoints.KITCHEN_LEAK, Value.OFF);

    house.set(HousePoints.MAIN_VALVE, Value.ON);
    pass(STEP, STEP);
    assertThat(house.values()).containsEntry(HousePoints.KITCHEN_LEAK, Value.ON);

    house.set(HousePoints.MAIN_VALVE, Value.OFF);
    house.set(HousePoints.SIMULATED_LEAK, Value.OFF);
    pass(Duration.ofSeconds(18), STEP);
    assertThat(house.values()).containsEntry(HousePoints.KITCHEN_LEAK, Value.ON);
    pass(STEP, STEP);
    assertThat(house.values()).containsEntry(HousePoints.KITCHEN_LEAK, Value.OFF);
  }

  @Test
  void lightsTakePower() {
    var dark = number(HousePoints.POWER);

    house.set(HousePoints.LIVING_ROOM_LIGHT, Value.of(100));
    house.set(HousePoints.KITCHEN_LIGHT, Value.ON);

    assertThat(number(HousePoints.POWER)).isBetween(dark + 80, dark + 150);
  }

  @Test
  void winterIsColderThanSummer() {
    var summer = new HouseModel(1, Instant.parse("2026-07-15T09:00:00Z"));

    assertThat(number(HousePoints.OUTSIDE_TEMPERATURE))
        .isLessThan(numberOf(summer, HousePoints.OUTSIDE_TEMPERATURE) - 20);
  }

  private static Map<Integer, Map<PointId, Value>> history(HouseModel model) {
    var history = new HashMap<Integer, Map<PointId, Value>>();
    for (var step = 0; step < 500; step++) {
      model.step(Duration.ofSeconds(5));
      history.put(step, model.values());
    }
    return history;
  }

  private void pass(Duration duration, Duration step) {
    for (var at = Duration.ZERO; at.compareTo(duration) < 0; at = at.plus(step)) {
      house.step(step);
    }
  }

  private double number(PointId point) {
    return numberOf(house, point);
  }

  private static double numberOf(HouseModel model, PointId point) {
    return ((Value.Number) model.values().get(point)).number();
  }
}
