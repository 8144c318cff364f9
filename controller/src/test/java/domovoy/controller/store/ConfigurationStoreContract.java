package domovoy.controller.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import domovoy.core.Source;
import domovoy.core.TraceId;
import domovoy.testing.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every configuration store does, whatever is under it. */
abstract class ConfigurationStoreContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  record Thing(
      String name,
      boolean open,
      Optional<String> note,
      Map<PointId, Double> readings,
      List<Long> numbers,
      Instant time) {}

  private ConfigurationStore store;
  private Documents<Thing> things;

  /** Opens the same store again and again within one test; each test has its own, empty. */
  abstract ConfigurationStore open(ManualClock clock);

  @BeforeEach
  void openStore() {
    store = open(new ManualClock(NOON));
    things = store.documents("things", Thing.class);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private void reopen() {
    store.close();
    openStore();
  }

  @Test
  void aValueComesBackAsItWasSaved() {
    var odd =
        new Thing(
            "кухня {\"$oid\": 1} $set",
            true,
            Optional.of(""),
            Map.of(new PointId("kitchen.temperature"), 21.5, new PointId("yard.wind"), 3.0),
            List.of(0L, -1L, Long.MAX_VALUE),
            NOON.plusNanos(123_456_789));
    things.save("odd", odd);
    assertThat(things.find("odd")).contains(odd);
    reopen();
    assertThat(things.find("odd")).contains(odd);
  }

  @Test
  void whatWasNeverSavedIsNotFound() {
    assertThat(things.find("nothing")).isEmpty();
    assertThat(things.all()).isEmpty();
    assertThat(things.delete("nothing")).isFalse();
  }

  @Test
  void savingReplacesTheValueAndKeepsItsPlace() {
    things.save("one", thing("first"));
    things.save("two", thing("second"));
    things.save("one", thing("changed"));
    assertThat(things.all())
        .extracting(it -> it.value().name())
        .containsExactly("changed", "second");
    assertThat(things.findVersioned("one").orElseThrow().version()).isEqualTo(2);
    assertThat(things.count()).isEqualTo(2);
  }

  @Test
  void aTakenNameRefusesAnInsertAndKeepsItsValue() {
    assertThat(things.insert("one", thing("first"))).isTrue();
    assertThat(things.insert("one", thing("second"))).isFalse();
    assertThat(things.find("one").orElseThrow().name()).isEqualTo("first");
  }

  @Test
  void ofTwoWhoChangeTheSameVersionOnlyTheFirstSucceeds() {
    things.save("one", thing("first"));
    var read = things.findVersioned("one").orElseThrow();
    assertThat(things.replace(read.with(thing("mine")))).isTrue();
    assertThat(things.replace(read.with(thing("theirs")))).isFalse();
    assertThat(things.find("one").orElseThrow().name()).isEqualTo("mine");
  }

  @Test
  void whatWasDeletedIsGoneAndCannotBeReplaced() {
    things.save("one", thing("first"));
    var read = things.findVersioned("one").orElseThrow();
    assertThat(things.delete("one")).isTrue();
    assertThat(things.replace(read.with(thing("late")))).isFalse();
    assertThat(things.find("one")).isEmpty();
  }

  @Test
  void pagesGoFromTheNewestToTheOldestWithoutGapOrRepeat() {
    for (var i = 0; i < 10; i++) {
      things.insert("thing-" + i, thing("thing " + i));
    }
    var first = things.newest(Query.newest(4));
    var second = things.newest(Query.newest(4).before(first.getLast().order()));
    var third = things.newest(Query.newest(4).before(second.getLast().order()));
    var names = new ArrayList<String>();
    List.of(first, second, third).forEach(page -> page.forEach(it -> names.add(it.value().name())));
    assertThat(names).isEqualTo(IntStream.range(0, 10).mapToObj(i -> "thing " + (9 - i)).toList());
  }

  @Test
  void aQueryFindsByFieldsOfTheValue() {
    things.save("one", thing("first"));
    things.save("two", new Thing("second", false, Optional.empty(), Map.of(), List.of(), NOON));
    assertThat(things.newest(Query.newest(10).where("open", false)))
        .extracting(Versioned::id)
        .containsExactly("two");
    assertThat(things.newest(Query.newest(10).where("open", true).where("name", "second")))
        .isEmpty();
  }

  @Test
  void aPageWithoutBoundIsRefused() {
    assertThatThrownBy(() -> Query.newest(1001))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("limit");
  }

  @Test
  void orderKeepsRisingAfterAReopenWithTheClockSetBack() {
    things.insert("one", thing("first"));
    var before = things.findVersioned("one").orElseThrow().order();
    store.close();
    store = open(new ManualClock(NOON.minusSeconds(60)));
    things = store.documents("things", Thing.class);
    things.insert("two", thing("second"));
    assertThat(things.findVersioned("two").orElseThrow().order()).isGreaterThan(before);
  }

  @Test
  void aValueOfAnotherFormIsReportedByName() {
    store.documents("things", String.class).save("one", "text");
    assertThatThrownBy(() -> things.find("one"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("things/one");
  }

  @Test
  void theAuditIsAChainFromTheFirstEntry() {
    assertThat(store.audit().verify()).isInstanceOf(Audit.Verdict.Intact.class);
    var first = store.audit().append(record("one"));
    var second = store.audit().append(record("two"));
    assertThat(first.number()).isEqualTo(1);
    assertThat(second.previous()).isEqualTo(first.hash());
    reopen();
    var third = store.audit().append(record("three"));
    assertThat(third.previous()).isEqualTo(second.hash());
    assertThat(store.audit().verify()).isEqualTo(new Audit.Verdict.Intact(3, third.hash()));
    assertThat(store.audit().newest(Optional.empty(), 2)).containsExactly(third, second);
    assertThat(store.audit().newest(Optional.of(2L), 2)).containsExactly(first);
  }

  @Test
  void aChangedEntryAMissingEntryAndAForeignOneAreFound() {
    for (var i = 1; i <= 5; i++) {
      store.audit().append(record("point-" + i));
    }
    var entries = store.raw("audit");
    entries.updateOne(eq("_id", 3L), set("record.detail", "nothing happened"));
    assertThat(store.audit().verify())
        .isEqualTo(new Audit.Verdict.Broken(3, "its contents are not those that were written"));
    entries.deleteOne(eq("_id", 2L));
    assertThat(store.audit().verify())
        .isEqualTo(new Audit.Verdict.Broken(2, "the entry is missing"));
    entries.deleteMany(gt("_id", 1L));
    entries.insertOne(new Document("_id", "foreign"));
    assertThat(store.audit().verify()).isInstanceOf(Audit.Verdict.Broken.class);
  }

  @Test
  void concurrentAuditRecordsAreAllInOneChain() throws Exception {
    var results = new ArrayList<Future<AuditEntry>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 200; i++) {
        var target = "point-" + i;
        results.add(threads.submit(() -> store.audit().append(record(target))));
      }
    }
    var numbers = new ArrayList<Long>();
    for (var result : results) {
      numbers.add(result.get().number());
    }
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
    assertThat(store.audit().verify())
        .isInstanceOfSatisfying(
            Audit.Verdict.Intact.class, it -> assertThat(it.entries()).isEqualTo(200));
  }

  static AuditRecord record(String target) {
    return new AuditRecord(
        NOON,
        Source.person("anna"),
        "point.command",
        target,
        "192.0.2.7",
        AuditRecord.Result.DONE,
        "включено \"так\"",
        TraceId.random());
  }

  private static Thing thing(String name) {
    return new Thing(name, true, Optional.of("a note"), Map.of(), List.of(1L), NOON);
  }
}
