package domovoy.edge.driver.arduino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.Device;
import domovoy.core.Json;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import domovoy.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real driver and the real firmware, with a serial port between them. */
class EmulatedBoardTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static EmulatedBoard board;

  private final Map<PointId, Reading> latest = new ConcurrentHashMap<>();
  private final List<Device> devices = new CopyOnWriteArrayList<>();
  private final Listener listener =
      new Listener() {
        @Override
        public void reading(Reading reading) {
          latest.put(reading.point(), reading);
        }

        @Override
        public void devices(List<Device> known) {
          devices.clear();
          devices.addAll(known);
        }
      };

  @BeforeAll
  static void build() {
    board = EmulatedBoard.build(folder);
  }

  @AfterAll
  static void remove() {
    if (board != null) {
      board.close();
    }
  }

  @BeforeEach
  void plugIn() {
    board.plugIn();
  }

  @AfterEach
  void unplug() {
    board.unplug();
  }

  @Test
  void theBoardSaysWhatItHasAndItsReadingsFlow() throws Exception {
    try (var connection = new Connection()) {
      assertThat(devices).hasSize(1);
      assertThat(devices.getFirst().points())
          .extracting(it -> it.id().name())
          .contains("greenhouse.light-level", "greenhouse.relay", "greenhouse.temperature");
      assertThat(point("greenhouse.temperature").unit().code()).isEqualTo("Cel");
      assertThat(point("greenhouse.temperature").accepts().description())
          .isEqualTo("a number from -40 to 80");
      assertThat(point("greenhouse.relay").kind().isCommandable()).isTrue();
      assertThat(point("greenhouse.relay").title().en()).as("configured").contains("Pump");
      awaitReading("greenhouse.contact", Value.OFF);

      board.world("pin D2 0");
      board.world("adc 0 2500");
      board.world("dht 214 456");

      awaitReading("greenhouse.contact", Value.ON);
      awaitReading("greenhouse.light-level", Value.of(511));
      awaitReading("greenhouse.temperature", Value.of(21.4));
      awaitReading("greenhouse.humidity", Value.of(45.6));
      board.world("dht -55 456");
      awaitReading("greenhouse.temperature", Value.of(-5.5));
      assertThat(connection.isRunning()).isTrue();
    }
  }

  @Test
  void pulsesAreCountedAndContactBounceIsNot() throws Exception {
    try (var connection = new Connection()) {
      awaitReading("greenhouse.pulses", Value.of(0));
      for (var pulse = 0; pulse < 3; pulse++) {
        board.world("pin D3 0\npin D3 1\npin D3 0\npin D3 1"); // within one millisecond
        Thread.sleep(100);
      }

      awaitReading("greenhouse.pulses", Value.of(3));
      assertThat(connection.isRunning()).isTrue();
    }
  }

  @Test
  void aSensorThatDoesNotAnswerIsMissing() throws Exception {
    try (var connection = new Connection()) {
      Eventually.within(
          SOON,
          () ->
              assertThat(latest.get(new PointId("greenhouse.temperature")).quality())
                  .isEqualTo(Quality.MISSING));
      assertThat(connection.isRunning()).isTrue();
    }
  }

  @Test
  void aCommandSwitchesThePin() throws Exception {
    try (var connection = new Connection()) {
      assertThat(connection.set("greenhouse.led", Value.ON)).isEqualTo(Value.ON);
      Eventually.within(SOON, () -> assertThat(board.levelsOf("D13")).endsWith("1"));

      assertThat(connection.set("greenhouse.led", Value.OFF)).isEqualTo(Value.OFF);
      Eventually.within(SOON, () -> assertThat(board.levelsOf("D13")).endsWith("1", "0"));
      assertThat(connection.set("greenhouse.dimmer", Value.of(42.4))).isEqualTo(Value.of(42));
    }
  }

  @Test
  void anUnpluggedBoardIsNoticedAndFoundAgainWhenItIsBack() throws Exception {
    try (var connection = new Connection()) {
      board.unplug();
      assertThat(connection.failure()).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(Connection::new).isInstanceOf(IOException.class);

    board.plugIn();
    try (var connection = new Connection()) {
      assertThat(connection.set("greenhouse.led", Value.ON)).isEqualTo(Value.ON);
    }
  }

  @Test
  void whenTheHostFallsSilentTheBoardMakesItsOutputsSafe() throws Exception {
    try (var connection = new Connection()) {
      connection.set("greenhouse.relay", Value.ON);
      Eventually.within(SOON, () -> assertThat(board.levelsOf("D5")).endsWith("1"));
    }

    Eventually.within(SOON, () -> assertThat(board.levelsOf("D5")).endsWith("1", "0"));
  }

  @Test
  void aBoardWhoseProgramHangsIsRestartedByItsWatchdogWithOutputsSafe() throws Exception {
    try (var connection = new Connection()) {
      connection.set("greenhouse.relay", Value.ON);
      board.world("hang");

      assertThat(connection.failure()).isInstanceOf(IOException.class);
      Eventually.within(SOON, () -> assertThat(board.levelsOf("D5")).endsWith("0"));
    }
    try (var connection = new Connection()) {
      assertThat(connection.isRunning()).isTrue();
    }
  }

  private void awaitReading(String point, Value value) {
    Eventually.within(
        SOON,
        () ->
            assertThat(latest.get(new PointId(point)))
                .isNotNull()
                .returns(value, Reading::value)
                .returns(Quality.GOOD, Reading::quality));
  }

  private Point point(String id) {
    return devices.getFirst().points().stream()
        .filter(it -> it.id().name().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Driver driver() throws IOException {
    var entry =
        """
        id: greenhouse
        driver: arduino
        area: yard
        settings: {port: %s, silence: PT2S}
        points:
          - id: greenhouse.relay
            kind: actuator
            quantity: switch
            accepts: {type: on-off}
            title: {en: Pump}
            safe: {value: false, lease: PT5M}
        """
            .formatted(board.port());
    return new ArduinoProvider()
        .open(
            Json.yaml().readValue(entry, DeviceSettings.class),
            new DriverContext("pi-1", InstantSource.system(), folder));
  }

  /** A link that runs as under the node's supervision. */
  private final class Connection implements AutoCloseable {
    private final Link link = driver().connector().connect(Map.of(), listener);
    private final CompletableFuture<Exception> end = new CompletableFuture<>();
    private final Thread thread = Thread.ofVirtual().start(this::run);

    Connection() throws Exception {}

    private void run() {
      try {
        link.run();
      } catch (Exception e) {
        end.complete(e);
      }
    }

    Value set(String point, Value value) throws Exception {
      return link.set(new PointId(point), value);
    }

    boolean isRunning() {
      return !end.isDone();
    }

    Exception failure() throws Exception {
      return end.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      thread.interrupt();
      Eventually.within(SOON, () -> assertThat(thread.isAlive()).isFalse());
      link.close();
    }
  }
}
