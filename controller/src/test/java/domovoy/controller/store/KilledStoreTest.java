package domovoy.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledStoreTest {
  private static final int ROUNDS = 20;
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final Map<String, String> lastWordOn = new HashMap<>();
  private final Map<Long, String> hashes = new HashMap<>();

  @Test
  void everyAcknowledgedWriteSurvivesTwentyKillsAndTheAuditIsWhole() throws Exception {
    var random = new Random(2026);
    for (var round = 0; round < ROUNDS; round++) {
      try (var writer =
          Program.java(
              BusyWriter.class,
              List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
              List.of(folder.toString(), "round-" + round))) {
        writer.awaitLine("audited", DEADLINE);
        Thread.sleep(random.nextInt(400));
        writer.kill();
        note(writer.output());
      }
      check();
    }
  }

  /** The last line may be cut off in the middle; then it is no acknowledgement. */
  private void note(String output) {
    var whole = output.substring(0, output.lastIndexOf('\n') + 1);
    whole
        .lines()
        .map(it -> it.split(" "))
        .forEach(
            words -> {
              switch (words[0]) {
                case "inserted", "changed", "deleted" -> lastWordOn.put(words[1], words[0]);
                case "audited" -> hashes.put(Long.valueOf(words[1]), words[2]);
                default -> {
                  // the program's log
                }
              }
            });
  }

  private void check() {
    try (var store =
        ConfigurationStore.open(StoreSettings.embedded(folder), InstantSource.system())) {
      var documents = store.documents("things", BusyWriter.Numbered.class);
      var scanned = new HashMap<String, Integer>();
      documents.all().forEach(it -> scanned.put(it.id(), it.value().number()));
      lastWordOn.forEach(
          (id, word) -> {
            var found = documents.find(id).map(BusyWriter.Numbered::number);
            assertThat(scanned.get(id)).as("%s, scanned", id).isEqualTo(found.orElse(null));
            switch (word) {
              case "inserted" -> assertThat(found).as(id).isPresent();
              case "changed" -> {
                // the deletion that may follow can be done and not yet acknowledged
                var mayBeGone = BusyWriter.deletes(Integer.parseInt(id.replaceAll(".*-", "")));
                assertThat(found)
                    .as(id)
                    .satisfiesAnyOf(
                        it -> assertThat(it).contains(1),
                        it -> assertThat(it.isEmpty() && mayBeGone).isTrue());
              }
              case "deleted" -> assertThat(found).as(id).isEmpty();
              default -> throw new AssertionError(word);
            }
          });
      scanned.forEach((id, number) -> assertThat(documents.find(id)).as(id).isPresent());

      assertThat(store.audit().verify()).isInstanceOf(Audit.Verdict.Intact.class);
      // the chain is whole, so the newest acknowledged hash vouches for all before it
      var newest = hashes.keySet().stream().max(Long::compare).orElseThrow();
      assertThat(store.audit().newest(Optional.of(newest + 1), 1))
          .extracting(AuditEntry::hash)
          .containsExactly(hashes.get(newest));
    }
  }
}
