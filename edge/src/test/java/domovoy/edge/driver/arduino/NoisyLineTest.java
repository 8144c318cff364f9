package domovoy.edge.driver.arduino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import domovoy.core.Device;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Title;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import domovoy.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoisyLineTest {
  private static final PointId RELAY = new PointId("shed.relay");

  private final List<Integer> heard = new CopyOnWriteArrayList<>();
  private final Listener listener =
      new Listener() {
        @Override
        public void reading(Reading reading) {
          if (reading.point().name().equals("shed.temperature")) {
            heard.add((int) Math.round(((Value.Number) reading.value()).number() * 10));
          }
        }

        @Override
        public void devices(List<Device> devices) {
          assertThat(devices.getFirst().points())
              .extracting(it -> it.id().name())
              .containsExactly("shed.temperature", "shed.relay");
        }
      };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void onANoisyLineOnlyWhatWasMeasuredIsHeardAndOnlyWhatWasCommandedIsDone(long seed)
      throws Exception {
    var board = new NoisyBoard(seed, 0.01);
    try (var link = connect(board)) {
      for (var round = 0; round < 300; round++) {
        board.measure();
        if (round % 30 == 0) {
          command(link, board, round / 30 % 2 == 1);
        }
        Thread.sleep(1);
      }
    }
    assertThat(board.told).containsAll(heard);
    assertThat(heard).hasSizeGreaterThan(100);
    assertThat(board.accepted).isSubsetOf(0, 1);
  }

  /** Either it is done, or it is said that it is not. */
  private static void command(Link link, NoisyBoard board, boolean on) throws Exception {
    try {
      assertThat(link.set(RELAY, Value.of(on))).isEqualTo(Value.of(on));
      assertThat(board.relay()).isEqualTo(on ? 1 : 0);
    } catch (IOException e) {
      assertThat(e).hasMessage("the board does not answer");
    }
  }

  @Test
  void aBoardThatRestartsInMidFrameEndsTheSessionAndIsFoundAgain() throws Exception {
    var board = new NoisyBoard(5, 0);
    for (var restart = 0; restart < 5; restart++) {
      try (var link = connect(board)) {
        var run =
            new FutureTask<Void>(
                () -> {
                  link.run();
                  return null;
                });
        Thread.ofVirtual().start(run);
        board.measure();
        board.restart();

        assertThatThrownBy(run::get)
            .hasCauseInstanceOf(IOException.class)
            .hasMessageContaining("restarted");
      }
    }
    assertThat(board.told).containsAll(heard);
  }

  @Test
  void onACleanLineEverythingIsHeardInOrder() throws Exception {
    var board = new NoisyBoard(6, 0);
    try (var _ = connect(board)) {
      for (var round = 0; round < 50; round++) {
        board.measure();
      }
      Eventually.within(Duration.ofSeconds(10), () -> assertThat(heard).hasSize(50));
    }
    assertThat(board.told).containsAll(heard);
  }

  @Test
  void aCommandThatIsNeverAnsweredFails() throws Exception {
    var board = new NoisyBoard(7, 0);
    try (var link = connect(board)) {
      board.restart(); // it knows no session and takes no command

      assertThatThrownBy(() -> link.set(RELAY, Value.ON))
          .isInstanceOf(IOException.class)
          .hasMessage("the board does not answer");
      assertThat(board.accepted).isEmpty();
    }
  }

  private Link connect(NoisyBoard board) throws Exception {
    return ArduinoProvider.connect(
        new DeviceSettings(
            "shed",
            "arduino",
            Optional.of("yard"),
            Title.NONE,
            JsonNodeFactory.instance.objectNode(),
            List.of()),
        new DriverContext("pi-1", InstantSource.system(), Path.of("unused")),
        new ArduinoProvider.Board("none", null, null),
        board,
        listener);
  }
}
