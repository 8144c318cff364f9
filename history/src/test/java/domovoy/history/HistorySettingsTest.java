package domovoy.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistorySettingsTest {

  @Test
  void whatIsLeftOutHasItsUsualValue() throws Exception {
    assertThat(read("{}").address()).isEqualTo(URI.create("http://127.0.0.1:9000"));
    assertThat(read("kind: influxdb"))
        .isEqualTo(
            new HistorySettings(
                HistorySettings.Kind.INFLUXDB,
                Optional.empty(),
                "domovoy",
                "domovoy",
                Optional.empty(),
                Path.of("data", "history"),
                9000));
    assertThat(read("kind: influxdb").address()).isEqualTo(URI.create("http://127.0.0.1:8086"));
    assertThat(read("{kind: embedded, port: 9100}").address())
        .isEqualTo(URI.create("http://127.0.0.1:9100"));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> read("kind: mysql"))
        .isInstanceOf(JsonMappingException.class)
        .extracting(it -> Json.explain("history", (JsonProcessingException) it).getMessage())
        .isEqualTo("kind: expected questdb, influxdb or embedded, got mysql");
    assertThatThrownBy(() -> Step.parse("a day"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "step: expected a duration above 0 such as PT10M, PT1H, P1D, P1W or P1M, got a day");
    for (var step : new String[] {"PT0S", "-PT1H", "P0D", "P1M1D", "PT1H0.5S", "PT0.0001S"}) {
      assertThatThrownBy(() -> Step.parse(step)).isInstanceOf(InvalidInputException.class);
    }
  }

  private static HistorySettings read(String yaml) throws JsonProcessingException {
    return Json.yaml().readValue(yaml, HistorySettings.class);
  }
}
