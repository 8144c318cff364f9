package domovoy.edge.driver.i2c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.Listener;
import domovoy.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The numbers are the examples of the chips' data sheets. */
class ChipsTest {
  private final ManualClock clock = ManualClock.at("2026-01-01T12:00:00Z");
  private final List<Reading> readings = new CopyOnWriteArrayList<>();
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
  void theChecksumOfSensirionIsThatOfItsDataSheet() {
    assertThat(Sensirion.crc((byte) 0xBE, (byte) 0xEF)).isEqualTo(0x92);
  }

  @Test
  void theScd4xGivesCarbonDioxideTemperatureAndHumidity() throws Exception {
    var bus =
        new ScriptedBus().answer("e4b8", "8006" + crc("8006")).answer("ec05", "01f4336667a25eb93c");

    var measured = measured(new Scd4x(), bus);

    assertThat(measured.get("co2")).isEqualTo(500);
    assertThat(measured.get("temperature")).isCloseTo(25, within(0.01));
    assertThat(measured.get("humidity")).isCloseTo(37, within(0.01));
  }

  @Test
  void theScd4xHasNothingNewForMostOfTheTime() throws Exception {
    var bus = new ScriptedBus().answer("e4b8", "8000" + crc("8000"));

    assertThat(measured(new Scd4x(), bus)).isEmpty();
  }

  @Test
  void theSht3xGivesTemperatureAndHumidity() throws Exception {
    var bus = new ScriptedBus().answer("2400", "6667a25eb93c");

    var measured = measured(new Sht3x(), bus);

    assertThat(measured.get("temperature")).isCloseTo(25, within(0.01));
    assertThat(measured.get("humidity")).isCloseTo(37, within(0.01));
  }

  @Test
  void aWrongChecksumIsAnErrorAndNoReading() {
    var bus = new ScriptedBus().answer("2400", "6667a35eb93c");

    assertThatThrownBy(() -> new Sht3x().measure(bus))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void theBh1750GivesLux() throws Exception {
    var bus = new ScriptedBus().answer("20", "8390");

    assertThat(measured(new Bh1750(), bus).get("illuminance")).isCloseTo(28_066, within(1.0));
  }

  @Test
  void theBme280CompensatesAsInTheExampleOfItsDataSheet() {
    var calibration =
        new Bme280.Calibration(
            27_504,
            26_435,
            -1_000,
            new int[] {0, 36_477, -10_685, 3_024, 2_855, 140, -7, 15_500, -14_600, 6_000},
            75,
            362,
            0,
            324,
            50,
            30);

    assertThat(calibration.celsius(519_888)).isCloseTo(25.08, within(0.01));
    assertThat(calibration.hectopascals(415_148, calibration.fine(519_888)))
        .isCloseTo(1_006.53, within(0.01));
    assertThat(calibration.percent(30_000, calibration.fine(519_888)))
        .isBetween(30.0, 70.0)
        .isLessThan(calibration.percent(31_000, calibration.fine(519_888)));
  }

  @Test
  void theBme280ReadsItsRegisters() throws Exception {
    var calibration = "706b436718fc7d8e43d6d00b270b8c00f9ff8c3cf8c67017004b";
    var bus =
        new ScriptedBus()
            .answer("d0", "60")
            .answer("88", calibration)
            .answer("e1", "6a01001424031e")
            .answer("f7", "655ac07eed007530");
    var chip = new Bme280();
    chip.start(bus);

    var measured =
        chip.measure(bus).entrySet().stream()
            .collect(Collectors.toMap(it -> it.getKey().name(), Map.Entry::getValue));

    assertThat(measured.get("temperature")).isCloseTo(25.08, within(0.01));
    assertThat(measured.get("pressure")).isCloseTo(1_006.53, within(0.01));
    assertThat(measured.get("humidity")).isBetween(30.0, 70.0);
  }

  @Test
  void anotherChipAtTheAddressIsSaid() {
    var bus = new ScriptedBus().answer("d0", "58"); // a BMP280

    assertThatThrownBy(() -> new Bme280().start(bus))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0x58");
  }

  @Test
  void aChipIsToldOfAndItsLossFailsTheLink() throws Exception {
    var bus = new ScriptedBus().answer("20", "0078");
    var link = I2cProvider.link(new Bh1750(), bus, "porch", Duration.ofMillis(1), listener, clock);
    var thread =
        Thread.ofVirtual()
            .start(() -> assertThatThrownBy(link::run).isInstanceOf(IOException.class));
    while (readings.isEmpty()) {
      Thread.sleep(10);
    }
    bus.forget("20");
    thread.join();
    link.close();

    assertThat(readings.getFirst().point().name()).isEqualTo("porch.illuminance");
    assertThat(readings.getFirst().value()).isEqualTo(Value.of(100));
    assertThat(bus.isClosed()).isTrue();
  }

  @Test
  void aChipThatFailsThreeTimesInARowIsLost() throws Exception {
    var link =
        I2cProvider.link(
            new Sht3x(), new ScriptedBus(), "porch", Duration.ofMillis(1), listener, clock);

    assertThatThrownBy(link::run).isInstanceOf(IOException.class);
    assertThat(readings).isEmpty();
  }

  @Test
  void theDeviceHasThePointsOfItsChip() throws Exception {
    assertThat(driver("chip: bme280").devices().getFirst().points())
        .extracting(it -> it.id().name() + " " + it.unit())
        .containsExactly("porch.temperature Cel", "porch.humidity %", "porch.pressure hPa");
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> driver("chip: bme820"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("chip: expected one of bh1750, bme280, scd4x, sht3x, got bme820");
    assertThatThrownBy(() -> driver("chip: bme280, address: 0x80"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("address");
  }

  private static Map<String, Double> measured(Chip chip, Bus bus) throws Exception {
    chip.start(bus);
    return chip.measure(bus).entrySet().stream()
        .collect(Collectors.toMap(it -> it.getKey().name(), Map.Entry::getValue));
  }

  private static String crc(String word) {
    var number = Integer.parseInt(word, 16);
    return "%02x".formatted(Sensirion.crc((byte) (number >> 8), (byte) number));
  }

  private Driver driver(String settings) throws IOException {
    var entry = "{id: porch, driver: i2c, area: porch, settings: {%s}}".formatted(settings);
    return new I2cProvider()
        .open(
            Json.yaml().readValue(entry, DeviceSettings.class),
            new DriverContext("pi-1", clock, Path.of("unused")));
  }
}
