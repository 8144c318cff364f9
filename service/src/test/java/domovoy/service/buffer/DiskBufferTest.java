package domovoy.service.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBufferTest {
  private static final long ROOMY = 64 << 20;
  private static final long SMALL = 64 << 10;

  @TempDir Path directory;

  private DiskBuffer open(long maxBytes, String... readers) {
    return DiskBuffer.open(directory, maxBytes, List.of(readers));
  }

  private static List<byte[]> records(String... texts) {
    return IntStream.range(0, texts.length).mapToObj(it -> texts[it].getBytes(UTF_8)).toList();
  }

  private static List<String> texts(Batch batch) {
    return batch.records().stream().map(it -> new String(it, UTF_8)).toList();
  }

  private static Batch readAll(BufferReader reader) throws InterruptedException {
    var all = new ArrayList<byte[]>();
    var batch = reader.read(1000, 1 << 20, Duration.ZERO);
    var end = batch.end();
    while (!batch.isEmpty()) {
      all.addAll(batch.records());
      batch = reader.read(1000, 1 << 20, Duration.ZERO);
      end = batch.end();
    }
    return new Batch(all, end);
  }

  @Test
  void recordsAreReadInTheOrderTheyWereAppended() throws Exception {
    try (var buffer = open(ROOMY, "store")) {
      buffer.append(records("one", "two"));
      buffer.append(records("", "four"));

      assertThat(texts(readAll(buffer.reader("store")))).containsExactly("one", "two", "", "four");
    }
  }

  @Test
  void whatIsNotAcknowledgedIsReadAgainAfterARewindAndAfterARestart() throws Exception {
    try (var buffer = open(ROOMY, "store")) {
      buffer.append(records("one", "two", "three"));
      var reader = buffer.reader("store");
      reader.acknowledge(reader.read(1, 100, Duration.ZERO).end());
      readAll(reader);
      reader.rewind();

      assertThat(texts(readAll(reader))).containsExactly("two", "three");
    }
    try (var buffer = open(ROOMY, "store")) {
      assertThat(texts(readAll(buffer.reader("store")))).containsExactly("two", "three");
    }
  }

  @Test
  void eachReaderHasItsOwnPosition() throws Exception {
    try (var buffer = open(ROOMY, "store", "controller")) {
      buffer.append(records("one", "two"));
      var store = buffer.reader("store");
      store.acknowledge(readAll(store).end());

      assertThat(texts(readAll(buffer.reader("controller")))).containsExactly("one", "two");
      assertThat(store.backlog()).isZero();
      assertThat(buffer.reader("controller").backlog()).isPositive();
    }
  }

  @Test
  void aReaderThatWaitsIsWokenByTheNextRecord() throws Exception {
    try (var buffer = open(ROOMY, "store");
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Batch> waiting =
          executor.submit(() -> buffer.reader("store").read(10, 100, Duration.ofSeconds(20)));
      buffer.append(records("one"));

      assertThat(texts(waiting.get())).containsExactly("one");
    }
  }

  @Test
  void atTheSizeLimitAppendingIsRefusedAndWhatWasTakenStays() throws Exception {
    var record = "x".repeat(1000);
    var taken = 0;
    try (var buffer = open(SMALL, "store")) {
      try {
        while (taken < 1000) {
          buffer.append(records(record + taken));
          taken++;
        }
      } catch (NotBufferedException e) {
        assertThat(e).hasMessageContaining("full").hasMessageContaining("65536");
      }

      assertThat(buffer.bytes()).isLessThanOrEqualTo(SMALL);
      assertThat(taken).isBetween(55, 64);
      assertThat(texts(readAll(buffer.reader("store"))))
          .containsExactlyElementsOf(
              IntStream.range(0, taken).mapToObj(it -> record + it).toList());
    }
  }

  @Test
  void whatAllHaveAcknowledgedIsDeletedAndMakesRoom() throws Exception {
    try (var buffer = open(SMALL, "store")) {
      var reader = buffer.reader("store");
      for (var round = 0; round < 500; round++) {
        buffer.append(records("x".repeat(1000) + round));
        var batch = readAll(reader);
        assertThat(texts(batch)).containsExactly("x".repeat(1000) + round);
        reader.acknowledge(batch.end());
      }
      assertThat(buffer.bytes()).isLessThan(SMALL / 4);
    }
  }

  @Test
  void aRecordAsLargeAsTheBufferIsTakenOnceTheBufferIsDrained() throws Exception {
    try (var buffer = open(SMALL, "store")) {
      var reader = buffer.reader("store");
      buffer.append(records("small"));
      var large = "x".repeat(65_000);
      assertThatThrownBy(() -> buffer.append(records(large, large)))
          .isInstanceOf(NotBufferedException.class);
      reader.acknowledge(readAll(reader).end());
      buffer.append(records(large));

      assertThat(texts(readAll(reader))).containsExactly(large);
    }
  }

  @Test
  void aTornTailOfAnyLengthIsCutOffAndTheRestStays() throws Exception {
    long whole;
    long all;
    try (var buffer = open(ROOMY, "store")) {
      whole = buffer.append(records("one", "two"));
      all = buffer.append(records("torn"));
    }
    var log = logFile();
    var bytes = Files.readAllBytes(log);
    for (var length = (int) whole; length < all; length++) {
      Files.write(log, java.util.Arrays.copyOf(bytes, length));
      try (var buffer = open(ROOMY, "store")) {
        assertThat(buffer.end()).isEqualTo(whole);
        assertThat(texts(readAll(buffer.reader("store")))).containsExactly("one", "two");
        buffer.append(records("next"));
        assertThat(texts(readAll(buffer.reader("store")))).containsExactly("next");
      }
    }
  }

  @Test
  void aDamagedRecordInTheMiddleIsSetAsideAndCountedAndTheOthersAreRead() throws Exception {
    long first;
    long second;
    try (var buffer = open(ROOMY, "store")) {
      first = buffer.append(records("one"));
      second = buffer.append(records("two"));
      buffer.append(records("three"));
    }
    var log = logFile();
    var original = Files.readAllBytes(log);
    for (var at = (int) first; at < second; at++) {
      var bytes = original.clone();
      bytes[at] ^= 0x10;
      Files.write(log, bytes);
      try (var buffer = open(ROOMY, "store", "controller")) {
        assertThat(texts(readAll(buffer.reader("store")))).containsExactly("one", "three");
        assertThat(texts(readAll(buffer.reader("controller")))).containsExactly("one", "three");
        assertThat(buffer.damagedBytes()).isEqualTo(second - first);
      }
      assertThat(directory.resolve("damaged").resolve("%019d.bytes".formatted(first)))
          .hasBinaryContent(java.util.Arrays.copyOfRange(bytes, (int) first, (int) second));
    }
  }

  @Test
  void aDamagedPositionMeansReadingAgainFromTheOldest() throws Exception {
    try (var buffer = open(ROOMY, "store")) {
      buffer.append(records("one", "two"));
      buffer.reader("store").acknowledge(readAll(buffer.reader("store")).end());
    }
    Files.write(directory.resolve("store.position"), new byte[12]);
    try (var buffer = open(ROOMY, "store")) {
      assertThat(texts(readAll(buffer.reader("store")))).containsExactly("one", "two");
    }
  }

  @Test
  void manyCallersAtOnceLoseNothingAndEachKeepsItsOrder() throws Exception {
    var callers = 50;
    var each = 40;
    try (var buffer = open(ROOMY, "store")) {
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var caller = 0; caller < callers; caller++) {
          var name = caller;
          executor.submit(
              () ->
                  IntStream.range(0, each).forEach(it -> buffer.append(records(name + ":" + it))));
        }
      }
      var read = texts(readAll(buffer.reader("store")));
      assertThat(read).hasSize(callers * each);
      for (var caller = 0; caller < callers; caller++) {
        var name = caller;
        assertThat(read.stream().filter(it -> it.startsWith(name + ":")).toList())
            .containsExactlyElementsOf(
                IntStream.range(0, each).mapToObj(it -> name + ":" + it).toList());
      }
    }
  }

  @Test
  void aSecondProgramOnTheSameFolderIsRefused() {
    try (var buffer = open(ROOMY, "store")) {
      assertThatThrownBy(() -> open(ROOMY, "store"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("no running program");
      assertThat(buffer.bytes()).isZero();
    }
  }

  @Test
  void aClosedBufferRefuses() {
    var buffer = open(ROOMY, "store");
    buffer.close();
    assertThatThrownBy(() -> buffer.append(records("late")))
        .isInstanceOf(NotBufferedException.class)
        .hasMessageContaining("closed");
  }

  private Path logFile() {
    try (var entries = Files.list(directory)) {
      return entries
          .filter(it -> it.toString().endsWith(".log"))
          .reduce(
              (_, _) -> {
                throw new AssertionError("more than one segment");
              })
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
