package domovoy.edge.driver.onewire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.Listener;
import domovoy.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ds18b20Test {
  private static final String GOOD =
      """
      72 01 4b 46 7f ff 0e 10 57 : crc=57 YES
      72 01 4b 46 7f ff 0e 10 57 t=23125
      """;

  @TempDir private Path bus;

  private final ManualClock clock = ManualClock.at("2026-01-01T12:00:00Z");
  private final ArrayBlockingQueue<Reading> readings = new ArrayBlockingQueue<>(10);
  private final Listener listener =
      new Listener() {
        @Override
        public void reading(Reading reading) {
          readings.add(reading);
        }

        @Override
        public void devices(List<Device> devices) {
          throw new AssertionError("its devices are known");
        }
      };

  @Test
  void aTemperatureIsReadInDegrees() {
    assertThat(parse(GOOD)).isEqualTo(new W1Slave.Measured(23.125));
    assertThat(parse(GOOD.replace("t=23125", "t=-10062"))).isEqualTo(new W1Slave.Measured(-10.062));
  }

  @Test
  void aWrongChecksumIsRejected() {
    assertThat(parse(GOOD.replace("YES", "NO"))).isInstanceOf(W1Slave.Rejected.class);
  }

  @Test
  void halfAFileIsRejected() {
    for (var length = 0; length < GOOD.indexOf("t=") + 3; length++) {
      assertThat(parse(GOOD.substring(0, length))).isInstanceOf(W1Slave.Rejected.class);
    }
  }

  @Test
  void zerosOfASilentBusAreRejectedAlthoughTheirChecksumIsRight() {
    assertThat(
            parse(
                """
                00 00 00 00 00 00 00 00 00 : crc=00 YES
                00 00 00 00 00 00 00 00 00 t=0
                """))
        .isInstanceOf(W1Slave.Rejected.class);
  }

  @Test
  void thePowerOnValueIsRejectedUnlessItIsAboutThatHot() {
    var hot = GOOD.replace("t=23125", "t=85000");

    assertThat(W1Slave.parse(hot, OptionalDouble.empty())).isInstanceOf(W1Slave.Rejected.class);
    assertThat(W1Slave.parse(hot, OptionalDouble.of(21))).isInstanceOf(W1Slave.Rejected.class);
    assertThat(W1Slave.parse(hot, OptionalDouble.of(84))).isEqualTo(new W1Slave.Measured(85));
  }

  @Test
  void theDriverTellsWhatTheFileSays() throws Exception {
    write(GOOD);
    var link = driver("number: 28-0316a2795bff").connector().connect(Map.of(), listener);
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    link.run();
                  } catch (Exception _) {
                    // interrupted at the end of the test
                  }
                });

    assertThat(readings.take())
        .isEqualTo(
            Reading.good(new PointId("cellar.temperature"), Value.of(23.125), clock.instant()));
    thread.interrupt();
    thread.join();
  }

  @Test
  void aSensorThatIsGoneOrBadThreeTimesInARowFailsTheLink() throws Exception {
    var link =
        driver("number: 28-0316a2795bff, interval: PT1S").connector().connect(Map.of(), listener);
    assertThatThrownBy(link::run).isInstanceOf(IOException.class);

    write(GOOD.replace("YES", "NO"));
    assertThatThrownBy(link::run)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checksum is wrong");
    assertThat(readings).isEmpty();
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> driver("number: 10-0316a2795bff"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("number: expected the sensor's number");
    assertThatThrownBy(() -> driver("number: 28-0316a2795bff, interval: PT0.1S"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("interval");
  }

  private static W1Slave parse(String text) {
    return W1Slave.parse(text, OptionalDouble.empty());
  }

  private void write(String text) throws IOException {
    var folder = Files.createDirectories(bus.resolve("28-0316a2795bff"));
    Files.writeString(folder.resolve("w1_slave"), text);
  }

  private Driver driver(String settings) throws IOException {
    var entry =
        "{id: cellar, driver: ds18b20, area: cellar, settings: {bus: %s, %s}}"
            .formatted(bus, settings);
    return new Ds18b20Provider()
        .open(
            Json.yaml().readValue(entry, DeviceSettings.class),
            new DriverContext("pi-1", clock, bus));
  }
}
