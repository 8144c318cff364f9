package domovoy.edge;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.service.signing.RefusalReport;
import domovoy.service.signing.SignedRequests;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final RefusalLog log = new RefusalLog(InstantSource.fixed(NOW));

  private void refuse(String reason) {
    log.add(new SignedRequests.Refusal("pi-1", reason, "GET", "/api/v1/points", "10.0.0.9"));
  }

  private static java.util.List<String> reasons(RefusalReport report) {
    return report.refusals().stream().map(it -> it.refusal().reason()).toList();
  }

  @Test
  void whatIsToldIsForgottenOnlyWhenTheControllerSaysItKeepsIt() {
    refuse("a");
    refuse("b");
    var first = log.next(-1);
    refuse("c");

    assertThat(reasons(first)).containsExactly("a", "b");
    assertThat(reasons(log.next(-1))).containsExactly("a", "b", "c");
    var second = log.next(first.position());
    assertThat(reasons(second)).containsExactly("a", "b", "c");
    assertThat(reasons(log.next(second.position()))).isEmpty();
  }

  @Test
  void aFloodIsCountedAndItsBeginningKept() {
    for (var number = 0; number < 250; number++) {
      refuse("" + number);
    }

    var report = log.next(-1);
    assertThat(reasons(report)).hasSize(200).startsWith("0", "1");
    assertThat(report.dropped()).isEqualTo(50);
    refuse("late");
    var next = log.next(report.position());
    assertThat(reasons(next)).isEmpty();
    assertThat(next.dropped()).isEqualTo(1);
    assertThat(log.next(next.position()).dropped()).isZero();
  }
}
