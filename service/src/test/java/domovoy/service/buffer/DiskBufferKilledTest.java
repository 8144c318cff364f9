package domovoy.service.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import domovoy.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBufferKilledTest {
  private static final int KILLS = 20;
  private static final long ROOMY = 64 << 20;

  @TempDir Path directory;

  /** Appends numbered records and prints each number once it is on disk. */
  static final class Writer {
    public static void main(String[] arguments) {
      var buffer = DiskBuffer.open(Path.of(arguments[0]), ROOMY, List.of("store"));
      for (var number = Integer.parseInt(arguments[1]); ; number++) {
        var padding = ".".repeat(ThreadLocalRandom.current().nextInt(2000));
        buffer.append(List.of((number + padding).getBytes(UTF_8)));
        System.out.println(number);
      }
    }
  }

  @Test
  void twentyTimesKilledInTheMiddleOfWritesEveryAppendedRecordIsThereOnceAndInOrder()
      throws Exception {
    var next = 0;
    for (var kill = 0; kill < KILLS; kill++) {
      try (var writer =
          Program.java(Writer.class, List.of(), List.of(directory.toString(), "" + next))) {
        writer.awaitLine("" + (next + 3), Duration.ofSeconds(30));
        Thread.sleep(ThreadLocalRandom.current().nextInt(100));
        writer.kill();
        var said = writer.output();
        var last = said.lastIndexOf('\n', said.length() - 1);
        var acknowledged =
            said.substring(0, last).lines().reduce((_, it) -> it).map(Integer::parseInt);
        next = 1 + Math.max(acknowledged.orElseThrow(), lastInBuffer(acknowledged.get()));
      }
    }
  }

  /**
   * Checks that all numbers up to the acknowledged one are there, and returns the last there is.
   */
  private int lastInBuffer(int acknowledged) throws InterruptedException {
    try (var buffer = DiskBuffer.open(directory, ROOMY, List.of("store"))) {
      var numbers =
          buffer.reader("store").read(1_000_000, 1 << 28, Duration.ZERO).records().stream()
              .map(it -> new String(it, UTF_8).replace(".", ""))
              .map(Integer::parseInt)
              .toList();
      assertThat(numbers)
          .containsExactlyElementsOf(IntStream.range(0, numbers.size()).boxed().toList());
      assertThat(numbers.getLast()).isGreaterThanOrEqualTo(acknowledged);
      return numbers.getLast();
    }
  }
}
