package domovoy.edge.driver.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.serial.server.SerialPortServerTransport;
import com.digitalpetri.modbus.server.ModbusRtuServer;
import com.digitalpetri.modbus.server.ModbusServer;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Value;
import domovoy.edge.driver.RunningLink;
import domovoy.edge.driver.serial.PtyPair;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.testing.Eventually;
import domovoy.testing.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against servers of another maker: over TCP, and over a serial line of the kernel. */
class ModbusTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String POWER =
      "{id: meter.power, kind: sensor, quantity: power, unit: W,"
          + " accepts: {type: number, minimum: -100000, maximum: 100000}}";
  private static final String PUMP =
      "{id: meter.pump, kind: actuator, quantity: switch, accepts: {type: on-off}}";
  private static final String WISH =
      "{id: meter.wish, kind: setpoint, quantity: temperature, unit: Cel,"
          + " accepts: {type: number, minimum: -50, maximum: 90}}";
  private static final String DOOR =
      "{id: meter.door, kind: sensor, quantity: contact, accepts: {type: on-off}}";

  @TempDir private Path folder;

  private final ManualClock clock = ManualClock.at("2026-01-01T12:00:00Z");
  private final ModbusProvider provider = new ModbusProvider();
  private final Image image = new Image();

  @Test
  void everyTableIsReadAndWrittenOverTcp() throws Exception {
    var port = freePort();
    var server = tcp(port);
    server.start();
    image.input(1, 10, 0xFFFF, 0xFF38); // −200
    image.discrete(1, 3, true);
    image.holding(1, 7, 215);

    try (var link =
        RunningLink.of(
            driver(
                "host: 127.0.0.1, tcp-port: %d, interval: PT0.1S, timeout: PT4S".formatted(port),
                """
                {point: meter.power, table: input, address: 10, type: int32, scale: 0.5},
                {point: meter.door, table: discrete-input, address: 3},
                {point: meter.wish, table: holding, address: 7, type: int16, scale: 0.1},
                {point: meter.pump, table: coil, address: 0}
                """,
                POWER,
                DOOR,
                WISH,
                PUMP))) {
      Eventually.within(
          SOON,
          () -> {
            assertThat(link.value("meter.power")).isEqualTo(Value.of(-100));
            assertThat(link.value("meter.door")).isEqualTo(Value.ON);
            assertThat(link.value("meter.wish")).isEqualTo(Value.of(21.5));
          });

      assertThat(link.set("meter.pump", Value.ON)).isEqualTo(Value.ON);
      assertThat(image.coil(1, 0)).isTrue();
      assertThat(link.set("meter.wish", Value.of(-3.5))).isEqualTo(Value.of(-3.5));
      assertThat(image.holding(1, 7)).isEqualTo(0xFFDD);
    } finally {
      server.stop();
    }
  }

  @Test
  void numbersOfSeveralRegistersComeInTheOrderThatIsSet() throws Exception {
    var port = freePort();
    var server = tcp(port);
    server.start();
    image.holding(1, 0, 0x41AB, 0x3333); // 21.4 as a float, highest word first
    image.holding(1, 10, 0x3333, 0x41AB);

    try (var link =
        RunningLink.of(
            driver(
                "host: 127.0.0.1, tcp-port: %d, interval: PT0.1S, timeout: PT4S".formatted(port),
                """
                {point: meter.power, table: holding, address: 0, type: float32},
                {point: meter.wish, table: holding, address: 10, type: float32, words: low-first}
                """,
                POWER,
                WISH))) {
      Eventually.within(
          SOON,
          () -> {
            assertThat(link.value("meter.power")).isEqualTo(Value.of(21.4));
            assertThat(link.value("meter.wish")).isEqualTo(Value.of(21.4));
          });

      assertThat(link.set("meter.wish", Value.of(18.5))).isEqualTo(Value.of(18.5));
      assertThat(image.holding(1, 10)).isZero();
      assertThat(image.holding(1, 11)).isEqualTo(0x4194);
    } finally {
      server.stop();
    }
  }

  @Test
  void aServerThatGoesEndsTheLinkAndOneThatComesIsConnected() throws Exception {
    var port = freePort();
    var driver =
        driver(
            "host: 127.0.0.1, tcp-port: %d, interval: PT0.1S, timeout: PT0.5S".formatted(port),
            "{point: meter.power, table: holding, address: 0}",
            POWER);
    assertThatThrownBy(() -> RunningLink.of(driver)).isInstanceOf(IOException.class);

    image.holding(1, 0, 5);
    var server = tcp(port);
    server.start();
    try (var link = RunningLink.of(driver)) {
      Eventually.within(SOON, () -> assertThat(link.value("meter.power")).isEqualTo(Value.of(5)));
      server.stop();
      assertThat(link.end().get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aSilentSlaveOnASerialLineDoesNotStopTheOthers() throws Exception {
    try (var cable = PtyPair.plugged(folder)) {
      var server = rtu(cable.far());
      server.start();
      image.input(1, 0, 100);
      image.input(2, 0, 200);
      try (var first = RunningLink.of(serial(cable, 1));
          var second = RunningLink.of(serial(cable, 2))) {
        Eventually.within(
            SOON,
            () -> {
              assertThat(first.value("meter.power")).isEqualTo(Value.of(100));
              assertThat(second.value("meter.power")).isEqualTo(Value.of(200));
            });

        assertThatThrownBy(() -> RunningLink.of(serial(cable, 3)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("slave 3 on " + cable.near() + " does not answer");

        image.input(1, 0, 101);
        image.input(2, 0, 201);
        Eventually.within(
            SOON,
            () -> {
              assertThat(first.value("meter.power")).isEqualTo(Value.of(101));
              assertThat(second.value("meter.power")).isEqualTo(Value.of(201));
            });
      } finally {
        server.stop();
      }
    }
  }

  @Test
  void aSerialLineIsWrittenToAndFoundAgainAfterItWasPulled() throws Exception {
    Driver driver;
    try (var cable = PtyPair.plugged(folder)) {
      var server = rtu(cable.far());
      server.start();
      driver =
          driver(
              "port: %s, interval: PT0.1S".formatted(cable.near()),
              "{point: meter.pump, table: coil, address: 5}",
              PUMP);
      try (var link = RunningLink.of(driver)) {
        assertThat(link.set("meter.pump", Value.ON)).isEqualTo(Value.ON);
        assertThat(image.coil(1, 5)).isTrue();
        server.stop();
        cable.pull();
        assertThat(link.end().get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
      }
    }
    try (var cable = PtyPair.plugged(folder)) {
      var server = rtu(cable.far());
      server.start();
      try (var link = RunningLink.of(driver)) {
        Eventually.within(SOON, () -> assertThat(link.value("meter.pump")).isEqualTo(Value.ON));
      } finally {
        server.stop();
      }
    }
  }

  @Test
  void numbersSurviveTheWayIntoRegistersAndBack() {
    assertThat(Encoding.UINT16.decode(Encoding.UINT16.encode(65_535))).isEqualTo(65_535);
    assertThat(Encoding.INT16.decode(Encoding.INT16.encode(-32_768))).isEqualTo(-32_768);
    assertThat(Encoding.UINT32.decode(Encoding.UINT32.encode(4_294_967_295.0)))
        .isEqualTo(4_294_967_295.0);
    assertThat(Encoding.INT32.decode(Encoding.INT32.encode(-5))).isEqualTo(-5);
    assertThat(Encoding.UINT64.decode(Encoding.UINT64.encode(0x1p63))).isEqualTo(0x1p63);
    assertThat(Encoding.UINT64.decode(Encoding.UINT64.encode(12))).isEqualTo(12);
    assertThat(Encoding.INT64.decode(Encoding.INT64.encode(-7))).isEqualTo(-7);
    assertThat(Encoding.FLOAT64.decode(Encoding.FLOAT64.encode(0.1))).isEqualTo(0.1);
    assertThatThrownBy(() -> Encoding.UINT16.encode(-1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("uint16");
  }

  @Test
  void wrongSettingsAreNamed() {
    var register = "{point: meter.power, table: input, address: 0}";
    refused("interval: PT1S", register, "host: expected either host (TCP) or port");
    refused("host: plc, unit: 248", register, "unit: expected 1 to 247");
    refused("host: plc, timeout: PT5S", register, "timeout: expected PT0.05S to PT4S");
    refused("port: /dev/ttyS0, parity: odd, baud: 20", register, "baud: expected 300");
    refused("host: plc", register.replace("input", "inputs"), "table: expected coil");
    refused(
        "host: plc", register.replace("0}", "65535, type: int32}"), "address: expected 0 to 65534");
    refused("host: plc", register.replace("power", "current"), "one register for meter.power");
    assertThatThrownBy(() -> driver("host: plc", register.replace("power", "wish"), WISH))
        .hasMessageContaining("a coil or holding register for meter.wish");
  }

  private void refused(String settings, String registers, String message) {
    assertThatThrownBy(() -> driver(settings, registers, POWER))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  private Driver serial(PtyPair cable, int unit) throws IOException {
    return driver(
        "port: %s, unit: %d, interval: PT0.1S, timeout: PT2S".formatted(cable.near(), unit),
        "{point: meter.power, table: input, address: 0}",
        POWER);
  }

  private Driver driver(String settings, String registers, String... points) throws IOException {
    var entry =
        "{id: meter, driver: modbus, area: cellar, settings: {%s, registers: [%s]}, points: [%s]}"
            .formatted(settings, registers.strip().replace("\n", " "), String.join(", ", points));
    return provider.open(
        Json.yaml().readValue(entry, DeviceSettings.class),
        new DriverContext("pi-1", clock, folder));
  }

  private ModbusServer tcp(int port) {
    return ModbusTcpServer.create(
        NettyTcpServerTransport.create(
            it -> {
              it.bindAddress = "127.0.0.1";
              it.port = port;
            }),
        image);
  }

  private ModbusServer rtu(String port) {
    return ModbusRtuServer.create(
        SerialPortServerTransport.create(
            it -> {
              it.serialPort = port;
              it.baudRate = 9_600;
            }),
        image);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
