package domovoy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricNameTest {

  @ParameterizedTest
  @CsvSource({
    "temperature, Cel, domovoy_temperature_celsius, 21.5, 21.5",
    "temperature, [degF], domovoy_temperature_celsius, 212, 100",
    "temperature, K, domovoy_temperature_celsius, 273.15, 0",
    "humidity, %, domovoy_humidity_ratio, 40, 0.4",
    "energy, kW.h, domovoy_energy_joules, 1, 3600000",
    "power, kW, domovoy_power_watts, 1.5, 1500",
    "pressure, hPa, domovoy_pressure_pascals, 1013, 101300",
    "pressure, mm[Hg], domovoy_pressure_pascals, 1, 133.322",
    "wind-speed, km/h, domovoy_wind_speed_meters_per_second, 36, 10",
    "wind-direction, deg, domovoy_wind_direction_degrees, 270, 270",
    "co2, [ppm], domovoy_co2_ppm, 600, 600",
    "water, L, domovoy_water_cubic_meters, 1, 0.001",
    "visibility, km, domovoy_visibility_meters, 40, 40000",
    "duration, min, domovoy_duration_seconds, 2, 120",
    "brightness, lx, domovoy_brightness_lux, 7, 7",
    "uv-index, 1, domovoy_uv_index, 3, 3",
    "acidity, [pH], domovoy_acidity_ph, 7, 7"
  })
  void aQuantityIsNamedWithItsBaseUnit(
      String quantity, String unit, String name, double number, double converted) {
    var metric = MetricName.of(quantity, new Unit(unit));

    assertThat(metric.name()).isEqualTo(name);
    assertThat(metric.convert().applyAsDouble(number)).isCloseTo(converted, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "people-count, domovoy_people_count_value",
    "rain-total, domovoy_rain_total_value",
    "up, domovoy_up_value",
    "http-request-duration, domovoy_http_request_duration_value"
  })
  void aNameThatMeansSomethingElseToPrometheusIsSetApart(String quantity, String name) {
    assertThat(MetricName.of(quantity).name()).isEqualTo(name);
  }

  @Test
  void aUnitIsNotSaidTwice() {
    assertThat(MetricName.of("level-meters", new Unit("m")).name())
        .isEqualTo("domovoy_level_meters");
  }
}
