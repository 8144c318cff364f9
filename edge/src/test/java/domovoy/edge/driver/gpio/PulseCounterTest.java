package domovoy.edge.driver.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import domovoy.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PulseCounterTest {
  private static final int PIN = 22;
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private volatile Value shown = Value.of(-1);
  private final Listener listener =
      new Listener() {
        @Override
        public void reading(Reading reading) {
          shown = reading.value();
        }

        @Override
        public void devices(List<Device> devices) {
          throw new AssertionError("its devices are known");
        }
      };

  @Test
  void pulsesAreAddedToWhatTheMeterShowedAndOutliveARestart() throws Exception {
    try (var _ = new Running("per-pulse: 0.01")) {
      awaitShown(1234.5);
      pulse();
      awaitShown(1234.51);
      pulse();
      awaitShown(1234.52);
    }
    try (var _ = new Running("per-pulse: 0.01")) {
      awaitShown(1234.52);
      pulse();
      awaitShown(1234.53);
    }
  }

  @Test
  void aBouncingContactIsOnePulse() throws Exception {
    try (var _ = new Running("per-pulse: 0.01, bounce: PT1S")) {
      for (var bounce = 0; bounce < 10; bounce++) {
        MockPins.drive(PIN, false);
        MockPins.drive(PIN, true);
      }
      awaitShown(1234.51);
      Thread.sleep(1_100);
      pulse();
      awaitShown(1234.52);
    }
  }

  @Test
  void aSpoiltCountIsNotBegunAnew() throws Exception {
    Files.writeString(folder.resolve("pulses"), "12a");

    assertThatThrownBy(() -> driver("per-pulse: 0.01").connector().connect(Map.of(), listener))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no count");
  }

  @Test
  void aPulseMustAddSomething() {
    assertThatThrownBy(() -> driver("per-pulse: 0"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("per-pulse");
  }

  private static void pulse() throws InterruptedException {
    MockPins.drive(PIN, false);
    Thread.sleep(60);
    MockPins.drive(PIN, true);
  }

  private void awaitShown(double value) {
    Eventually.within(SOON, () -> assertThat(shown).isEqualTo(Value.of(value)));
  }

  private Driver driver(String settings) throws IOException {
    var entry =
        """
        id: water-meter
        driver: gpio-counter
        area: cellar
        settings: {pin: %d, start: 1234.5, %s}
        points:
          - {id: water.volume, kind: sensor, quantity: volume, unit: m3,
             accepts: {type: number, minimum: 0, maximum: 100000}}
        """
            .formatted(PIN, settings);
    return new PulseCounterProvider()
        .open(
            Json.yaml().readValue(entry, DeviceSettings.class),
            new DriverContext("pi-1", InstantSource.system(), folder));
  }

  private final class Running implements AutoCloseable {
    private final Link link;
    private final Thread thread;

    Running(String settings) throws Exception {
      link = driver(settings).connector().connect(Map.of(), listener);
      MockPins.drive(PIN, true);
      thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      link.run();
                    } catch (Exception _) {
                      // interrupted at the end of the test
                    }
                  });
    }

    @Override
    public void close() {
      thread.interrupt();
      Eventually.within(SOON, () -> assertThat(thread.isAlive()).isFalse());
      link.close();
    }
  }
}
