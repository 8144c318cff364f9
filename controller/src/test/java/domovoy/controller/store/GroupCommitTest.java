package domovoy.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final List<String> log = new ArrayList<>();

  @Test
  void aChangeIsAcknowledgedOnlyAfterItIsOnDisk() {
    var commit = new GroupCommit(() -> log.add("written"), () -> log.add("forced"));
    var answer =
        commit.durably(
            () -> {
              log.add("changed");
              return "answer";
            });
    assertThat(answer).isEqualTo("answer");
    assertThat(log).containsExactly("changed", "written", "forced");
  }

  @Test
  void changesThatComeDuringACommitShareTheNextOne() throws Exception {
    var diskIsBusy = new CountDownLatch(1);
    var changes = new AtomicInteger();
    var commit =
        new GroupCommit(
            () -> {},
            () -> {
              try {
                diskIsBusy.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    var answers = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers.add(threads.submit(() -> commit.durably(changes::incrementAndGet)));
      Eventually.within(Duration.ofSeconds(5), () -> assertThat(changes).hasValue(1));
      for (var i = 0; i < 50; i++) {
        answers.add(threads.submit(() -> commit.durably(changes::incrementAndGet)));
      }
      Eventually.within(Duration.ofSeconds(5), () -> assertThat(changes).hasValue(51));
      assertThat(answers).noneMatch(Future::isDone);
      diskIsBusy.countDown();
    }
    assertThat(answers).allMatch(it -> it.state() == Future.State.SUCCESS);
    assertThat(commit.commits()).isLessThanOrEqualTo(3);
  }

  @Test
  void aChangeThatCouldNotBeWrittenIsNotAcknowledged() {
    var commit =
        new GroupCommit(
            () -> {
              throw new IllegalStateException("No space left on device");
            },
            () -> {});
    assertThatThrownBy(() -> commit.durably(() -> "answer")).hasMessageContaining("No space left");
  }
}
