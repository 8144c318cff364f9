package domovoy.edge.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.Device;
import domovoy.core.Json;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import domovoy.testing.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of {@code docs/extending.md}. */
class ThermalZoneTest {
  @TempDir private Path folder;

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
  void theKernelsThousandthsAreReadAsDegrees() throws Exception {
    Files.writeString(folder.resolve("temp"), "48312\n");
    var link = driver().connector().connect(Map.of(), listener);

    var thread = Thread.ofVirtual().start(() -> runUntilInterrupted(link));

    assertThat(readings.take())
        .isEqualTo(
            Reading.good(new PointId("pi-1.temperature"), Value.of(48.312), clock.instant()));
    thread.interrupt();
    thread.join();
  }

  @Test
  void aZoneThatIsNotThereFailsTheLink() throws Exception {
    var link = driver().connector().connect(Map.of(), listener);

    assertThatThrownBy(link::run).hasMessageContaining("temp");
  }

  @Test
  void theGuideShowsThisVeryDriver() throws Exception {
    var guide = Files.readString(Path.of("..", "docs", "extending.md"));
    var source = Path.of("src/test/java/domovoy/edge/example/ThermalZoneProvider.java");

    assertThat(guide).contains("```java\n" + Files.readString(source) + "```");
  }

  private Driver driver() throws Exception {
    var entry =
        """
        id: pi-1
        driver: thermal-zone
        area: boiler-room
        settings: {file: %s}
        """
            .formatted(folder.resolve("temp"));
    return new ThermalZoneProvider()
        .open(
            Json.yaml().readValue(entry, DeviceSettings.class),
            new DriverContext("pi-1", clock, folder));
  }

  private static void runUntilInterrupted(Link link) {
    try {
      link.run();
    } catch (Exception e) {
      assertThat(e).isInstanceOf(InterruptedException.class);
    }
  }
}
