package domovoy.standalone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.core.Device;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.Listener;
import domovoy.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedLinkTest {
  private final ManualClock clock = ManualClock.at("2026-01-15T09:00:00Z");
  private final List<Reading> told = new ArrayList<>();
  private final Listener listener =
      new Listener() {
        @Override
        public void reading(Reading reading) {
          told.add(reading);
        }

        @Override
        public void devices(List<Device> devices) {
          throw new AssertionError("its devices are known");
        }
      };
  private final SimulatedLink link =
      new SimulatedLink(
          new HouseModel(1, clock.instant()),
          Duration.ofSeconds(2),
          clock,
          Map.of(HousePoints.MAIN_VALVE, Value.OFF),
          listener);

  @Test
  void everyPointIsToldAtOnceAsItWasWanted() {
    link.live();

    assertThat(told).hasSize(16).extracting(Reading::time).containsOnly(clock.instant());
    assertThat(told).contains(Reading.good(HousePoints.MAIN_VALVE, Value.OFF, clock.instant()));
  }

  @Test
  void aValueThatDoesNotChangeIsToldAgainAfterTwentySeconds() {
    link.live();

    assertThat(toldOfTheValveAfter(Duration.ofMillis(19_999))).isEmpty();
    assertThat(toldOfTheValveAfter(Duration.ofMillis(1))).hasSize(1);
  }

  @Test
  void aLeakIsToldWithTheCommandThatMakesIt() {
    link.set(HousePoints.MAIN_VALVE, Value.ON);
    clock.advance(Duration.ofSeconds(1));

    link.set(HousePoints.SIMULATED_LEAK, Value.ON);

    assertThat(told).contains(Reading.good(HousePoints.KITCHEN_LEAK, Value.ON, clock.instant()));
  }

  private List<Reading> toldOfTheValveAfter(Duration duration) {
    told.clear();
    clock.advance(duration);
    link.live();
    return told.stream().filter(it -> it.point().equals(HousePoints.MAIN_VALVE)).toList();
  }
}
