package domovoy.edge.driver.dsmr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Reading;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.edge.driver.RunningLink;
import domovoy.edge.driver.serial.LineFormat;
import domovoy.edge.driver.serial.Parity;
import domovoy.edge.driver.serial.PtyPair;
import domovoy.edge.driver.serial.ReflectedCrc16;
import domovoy.edge.driver.serial.SerialLine;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.testing.Eventually;
import domovoy.testing.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DsmrTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String BODY =
      """
      /KFM5KAIFA-METER

      1-3:0.2.8(42)
      0-0:1.0.0(260101130000W)
      1-0:1.8.1(001234.567*kWh)
      0-0:96.14.0(0002)
      1-0:1.7.0(01.193*kW)
      1-0:32.7.0(229.1*V)
      0-1:24.2.1(260101125500W)(00473.789*m3)
      !"""
          .replace("\n", "\r\n");
  private static final String METER_POINTS =
      """
      {id: meter.power, kind: sensor, quantity: power, unit: W,
       accepts: {type: number, minimum: 0, maximum: 20000}},
      {id: meter.energy, kind: sensor, quantity: energy, unit: kW.h,
       accepts: {type: number, minimum: 0, maximum: 1000000}},
      {id: meter.gas, kind: sensor, quantity: volume, unit: m3,
       accepts: {type: number, minimum: 0, maximum: 1000000}}
      """;
  private static final String METER_VALUES =
      """
      {point: meter.power, obis: "1-0:1.7.0"}, {point: meter.energy, obis: "1-0:1.8.1"},
      {point: meter.gas, obis: "0-1:24.2.1"}
      """;

  @TempDir private Path folder;

  private final ManualClock clock = ManualClock.at("2026-01-01T12:00:00Z");

  @Test
  void aTelegramTellsNumbersUnitsAndTheTimeOfAGasMeter() throws Exception {
    var telegram = Telegram.parse(signed(BODY), true);

    assertThat(telegram.value("1-0:1.8.1"))
        .contains(new Telegram.Measured(1234.567, new Unit("kW.h"), Optional.empty()));
    assertThat(telegram.value("0-0:96.14.0"))
        .contains(new Telegram.Measured(2, Unit.NONE, Optional.empty()));
    assertThat(telegram.value("0-1:24.2.1"))
        .contains(
            new Telegram.Measured(
                473.789, new Unit("m3"), Optional.of(Instant.parse("2026-01-01T11:55:00Z"))));
    assertThat(telegram.value("1-0:2.7.0")).isEmpty();
  }

  @Test
  void theChecksumIsThatOfTheStandard() {
    // the check value of CRC-16/ARC, and of the same polynomial as Modbus has it
    var digits = "123456789".getBytes(StandardCharsets.US_ASCII);

    assertThat(ReflectedCrc16.of(digits, digits.length, 0)).isEqualTo(0xBB3D);
    assertThat(ReflectedCrc16.of(digits, digits.length, 0xFFFF)).isEqualTo(0x4B37);
  }

  @Test
  void noChangedByteGivesATelegram() throws Exception {
    var whole = signed(BODY);
    for (var i = 0; i < whole.length - 2; i++) {
      var changed = whole.clone();
      changed[i] ^= 0x01;
      assertThatThrownBy(() -> Telegram.parse(changed, true))
          .as("byte %d", i)
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> Telegram.parse((BODY + "\r\n").getBytes(), true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void aTelegramIsFoundAfterHalfAnOtherAndAfterNoise() {
    var reader = new TelegramReader();
    var whole = new String(signed(BODY), StandardCharsets.ISO_8859_1);
    var noise = "x".repeat(2 * TelegramReader.LONGEST);

    assertThat(found(reader, whole.substring(100) + whole.substring(0, 80))).isZero();
    assertThat(found(reader, whole)).isOne();
    assertThat(found(reader, "/" + noise + whole + noise + whole)).isEqualTo(2);
  }

  private static int found(TelegramReader reader, String text) {
    var found = 0;
    for (var it : text.getBytes(StandardCharsets.ISO_8859_1)) {
      found += reader.add(it).isPresent() ? 1 : 0;
    }
    return found;
  }

  @Test
  void aMeterOnASerialLineIsReadInTheUnitsOfItsPoints() throws Exception {
    try (var cable = PtyPair.plugged(folder);
        var link = RunningLink.of(driver("port: %s, interval: PT0S".formatted(cable.near())));
        var meter = SerialLine.open(cable.far(), 115_200)) {
      Eventually.within(
          SOON,
          () -> {
            meter.write(signed(BODY));
            assertThat(link.value("meter.power")).isEqualTo(Value.of(1193));
            assertThat(link.value("meter.energy")).isEqualTo(Value.of(1234.567));
            assertThat(link.latest("meter.gas").map(Reading::time))
                .contains(Instant.parse("2026-01-01T11:55:00Z"));
          });

      meter.write(signed(BODY.replace("01.193", "00.250")));
      Eventually.within(SOON, () -> assertThat(link.value("meter.power")).isEqualTo(Value.of(250)));
    }
  }

  @Test
  void anOldMeterWithoutChecksumIsRead() throws Exception {
    try (var cable = PtyPair.plugged(folder);
        var link =
            RunningLink.of(driver("port: %s, version: 2, interval: PT0S".formatted(cable.near())));
        var meter = SerialLine.open(cable.far(), new LineFormat(9_600, 7, Parity.EVEN, 1))) {
      Eventually.within(
          SOON,
          () -> {
            meter.write((BODY + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(link.value("meter.power")).isEqualTo(Value.of(1193));
          });
    }
  }

  @Test
  void threeWrongTelegramsInARowEndTheLinkAndTellNothing() throws Exception {
    try (var cable = PtyPair.plugged(folder);
        var link = RunningLink.of(driver("port: " + cable.near()));
        var meter = SerialLine.open(cable.far(), 115_200)) {
      for (var i = 0; i < 3; i++) {
        meter.write((BODY + "0000\r\n").getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(link.end().get(30, TimeUnit.SECONDS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("checksum");
      assertThat(link.latest("meter.power")).isEmpty();
    }
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> driver("version: 5"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("port: expected a serial port");
    assertThatThrownBy(() -> driver("port: /dev/ttyUSB0, version: 6"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("version: expected 2 to 5");
  }

  private static byte[] signed(String body) {
    var bytes = body.getBytes(StandardCharsets.US_ASCII);
    var sum = "%04X\r\n".formatted(ReflectedCrc16.of(bytes, bytes.length, 0));
    return (body + sum).getBytes(StandardCharsets.US_ASCII);
  }

  private Driver driver(String settings) throws IOException {
    var entry =
        "{id: meter, driver: dsmr, area: hall, settings: {%s, values: [%s]}, points: [%s]}"
            .formatted(settings, METER_VALUES, METER_POINTS);
    return new DsmrProvider()
        .open(
            Json.yaml().readValue(entry, DeviceSettings.class),
            new DriverContext("pi-1", clock, folder));
  }
}
