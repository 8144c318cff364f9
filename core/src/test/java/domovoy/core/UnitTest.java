package domovoy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
  @ParameterizedTest
  @CsvSource({
    "[degF], Cel, 212, 100",
    "K, Cel, 273.15, 0",
    "W.h, kW.h, 1500, 1.5",
    "J, W.h, 3600, 1",
    "mm[Hg], kPa, 733.5, 97.792",
    "bar, Pa, 2, 200000",
    "L, m3, 1000, 1",
    "km/h, m/s, 36, 10",
    "[ppm], %, 10000, 1"
  })
  void convertsWhatMeasuresTheSame(String from, String to, double number, double expected) {
    assertThat(new Unit(from).converterTo(new Unit(to)).applyAsDouble(number))
        .isCloseTo(expected, within(expected * 1e-5 + 1e-9));
  }

  @Test
  void refusesToConvertWhatMeasuresSomethingElse() {
    assertThatThrownBy(() -> new Unit("Cel").converterTo(new Unit("%")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("unit")
        .hasMessageContaining("Cel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "grads", "°C", "kWh!", "\"", "Cel Cel"})
  void refusesWhatIsNotUcum(String code) {
    assertThatThrownBy(() -> new Unit(code))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("UCUM");
  }

  @Test
  void showsPeopleTheUsualSymbol() {
    assertThat(new Unit("Cel").symbol()).isEqualTo("°C");
    assertThat(new Unit("kPa").symbol()).isEqualTo("kPa");
    assertThat(Unit.NONE.symbol()).isEmpty();
  }
}
