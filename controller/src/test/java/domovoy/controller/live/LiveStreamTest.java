package domovoy.controller.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
  private final LiveStream live = new LiveStream();

  @Test
  void everyListenerHearsEveryEventInOrder() throws Exception {
    try (var one = live.subscribe().orElseThrow();
        var other = live.subscribe().orElseThrow()) {
      live.publish(new LiveEvent("reading", 1));
      live.publish(new LiveEvent("reading", 2));

      for (var listener : new LiveStream.Subscription[] {one, other}) {
        assertThat(listener.next(1).orElseThrow().data()).isEqualTo(1);
        assertThat(listener.next(1).orElseThrow().data()).isEqualTo(2);
      }
    }
    assertThat(live.listeners()).isZero();
  }

  @Test
  void aListenerThatDoesNotKeepUpIsDroppedAndTheOthersGoOn() throws Exception {
    var slow = live.subscribe().orElseThrow();
    var attentive = live.subscribe().orElseThrow();

    for (var i = 0; i < 1_001; i++) {
      live.publish(new LiveEvent("reading", i));
      if (slow.isOpen()) {
        attentive.next(1);
      }
    }

    assertThat(Thread.interrupted()).isTrue(); // its thread may hang in a write
    assertThat(slow.isOpen()).isFalse();
    assertThat(attentive.isOpen()).isTrue();
    assertThat(live.listeners()).isEqualTo(1);
    attentive.close();
  }

  @Test
  void thereIsALimitToListeners() {
    var all =
        IntStream.range(0, LiveStream.MOST_LISTENERS).mapToObj(_ -> live.subscribe()).toList();

    assertThat(all).allMatch(it -> it.isPresent());
    assertThat(live.subscribe()).isEmpty();
    all.forEach(it -> it.orElseThrow().close());
    assertThat(live.subscribe()).isPresent();
  }
}
