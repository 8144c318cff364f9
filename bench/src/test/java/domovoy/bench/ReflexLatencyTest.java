package domovoy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReflexLatencyTest {
  @TempDir private Path folder;

  @Test
  void everyEventIsActedOnAndMeasured() throws Exception {
    var latencies = ReflexLatency.measure(folder, 20);

    assertThat(latencies.count()).isEqualTo(20);
    assertThat(latencies.quantile(0.01)).as("the debounce is part of it").isGreaterThan(20);
  }

  @Test
  void aQuantileIsTheNearestRank() {
    var latencies = Latencies.of(new long[] {4_000_000, 1_000_000, 3_000_000, 2_000_000});

    assertThat(latencies.quantile(0.5)).isEqualTo(2);
    assertThat(latencies.quantile(0.99)).isEqualTo(4);
    assertThat(latencies.quantile(0.25)).isEqualTo(1);
  }
}
