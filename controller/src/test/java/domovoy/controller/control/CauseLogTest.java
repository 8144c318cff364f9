package domovoy.controller.control;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.StoreSettings;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.PriorityArray;
import domovoy.core.Slot;
import domovoy.core.Source;
import domovoy.core.TraceId;
import domovoy.core.Value;
import domovoy.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CauseLogTest {
  private static final PointId FAN = new PointId("bathroom.fan");
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final int MOST = 8;

  @TempDir private Path folder;
  private ConfigurationStore store;
  private CauseLog log;

  @BeforeEach
  void open() {
    store =
        ConfigurationStore.open(StoreSettings.embedded(folder), ManualClock.at(START.toString()));
    log = anew();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private CauseLog anew() {
    return new CauseLog(store.documents("causes", Cause.class), MOST);
  }

  private static Instant minute(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  private static Claims claimed(int minute, Optional<Instant> until) {
    var slot =
        new Slot(
            Value.of(minute % 2 == 0),
            Source.rule("rule-" + minute),
            "because",
            minute(minute),
            until,
            TraceId.random());
    return new Claims(PriorityArray.EMPTY.with(Priority.RULES, slot), Map.of());
  }

  private void change(int minute) {
    log.note(FAN, claimed(minute, Optional.empty()), minute(minute)).ifPresent(log::write);
  }

  private Optional<String> decidedAt(Instant moment) {
    return log.at(FAN, moment)
        .flatMap(it -> it.claims().array().winner())
        .map(it -> it.getValue().source().name());
  }

  @Test
  void theLastChangeBeforeAMomentIsWhatHeldThen() {
    for (var minute = 0; minute < 5; minute++) {
      change(minute);
    }

    assertThat(decidedAt(minute(2))).contains("rule-2");
    assertThat(decidedAt(minute(3).minusMillis(1))).contains("rule-2");
    assertThat(decidedAt(minute(600))).contains("rule-4");
    assertThat(decidedAt(START.minusMillis(1))).isEmpty();
    assertThat(log.at(new PointId("hall.lamp"), minute(2))).isEmpty();
  }

  @Test
  void aFullRingForgetsTheOldestAndARestartGoesOnInIt() {
    for (var minute = 0; minute < 2 * MOST + 3; minute++) {
      change(minute);
      if (minute % 5 == 4) {
        log = anew();
      }
    }

    var newest = 2 * MOST + 2;
    for (var minute = newest - MOST + 1; minute <= newest; minute++) {
      assertThat(decidedAt(minute(minute))).contains("rule-" + minute);
    }
    assertThat(decidedAt(minute(newest - MOST))).isEmpty();
  }

  @Test
  void aClaimThatIsOnlyRenewedIsNoChange() {
    assertThat(log.note(FAN, claimed(0, Optional.of(minute(10))), minute(0))).isPresent();
    assertThat(log.note(FAN, claimed(0, Optional.of(minute(20))), minute(5))).isEmpty();
    assertThat(log.note(FAN, claimed(1, Optional.empty()), minute(6))).isPresent();
  }

  @Test
  void whatIsNotWrittenYetIsKnownAlready() {
    log.note(FAN, claimed(3, Optional.empty()), minute(3));

    assertThat(decidedAt(minute(3))).contains("rule-3");
  }
}
