package domovoy.controller.store;

import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import domovoy.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.bson.Document;

/**
 * What was done in the house and by whom: only ever appended to, and chained by hashes, so that a
 * change, a gap or another order is found. Cutting off the newest entries is found only by someone
 * who noted a hash of them.
 */
public final class Audit {
  private static final String ID = "_id";
  private static final String PREVIOUS = "previous";
  private static final String HASH = "hash";
  private static final String RECORD = "record";
  private static final int MOST_ATTEMPTS = 5;
  private static final int MOST_AT_ONCE = 500;

  /** What came of following the chain. */
  public sealed interface Verdict {
    /**
     * Every entry is as it was written.
     *
     * @param entries how many there are
     * @param hash that of the newest, which the owner may note elsewhere
     */
    record Intact(long entries, String hash) implements Verdict {}

    /**
     * The chain is broken.
     *
     * @param number the first entry that is missing or changed
     * @param detail what is wrong, in a sentence
     */
    record Broken(long number, String detail) implements Verdict {}
  }

  private record Waiting(AuditRecord record, CompletableFuture<AuditEntry> stored) {}

  private record Head(long number, String hash) {}

  private final MongoCollection<Document> collection;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final ArrayList<Waiting> waiting = new ArrayList<>();
  private Optional<Head> head = Optional.empty();

  Audit(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  /**
   * Appends a record; it is durable when this returns. Records that arrive together are written
   * together.
   *
   * @throws StoreException when it could not be stored
   */
  public AuditEntry append(AuditRecord record) {
    var mine = new Waiting(record, new CompletableFuture<>());
    synchronized (waiting) {
      waiting.add(mine);
    }
    turn.lock();
    try {
      if (!mine.stored().isDone()) {
        write(take());
      }
    } finally {
      turn.unlock();
    }
    try {
      return mine.stored().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException store
          ? new StoreException(store.getMessage(), store)
          : e;
    }
  }

  private List<Waiting> take() {
    synchronized (waiting) {
      var some = waiting.subList(0, Math.min(MOST_AT_ONCE, waiting.size()));
      var taken = List.copyOf(some);
      some.clear();
      return taken;
    }
  }

  private void write(List<Waiting> batch) {
    try {
      var entries = store(batch.stream().map(Waiting::record).toList());
      for (var i = 0; i < entries.size(); i++) {
        batch.get(i).stored().complete(entries.get(i));
      }
    } catch (RuntimeException e) {
      head = Optional.empty();
      batch.forEach(it -> it.stored().completeExceptionally(e));
    }
  }

  /** Another controller on the same database may take the next number; then we come after it. */
  private List<AuditEntry> store(List<AuditRecord> records) {
    var stored = new ArrayList<AuditEntry>(records.size());
    for (var attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      try {
        var chain =
            chain(head.orElseGet(this::readHead), records.subList(stored.size(), records.size()));
        try {
          collection.insertMany(chain.stream().map(Audit::document).toList());
          stored.addAll(chain);
          head = Optional.of(new Head(stored.getLast().number(), stored.getLast().hash()));
          return stored;
        } catch (MongoBulkWriteException e) {
          if (!isTaken(e)) {
            throw e;
          }
          stored.addAll(chain.subList(0, e.getWriteResult().getInsertedCount()));
          head = Optional.empty();
        }
      } catch (MongoException e) {
        throw ConfigurationStore.explain(e);
      }
    }
    throw new StoreException(
        "the audit could not be written: other controllers keep writing to it; let only one"
            + " controller use this database",
        null);
  }

  private static boolean isTaken(MongoBulkWriteException e) {
    return e.getWriteErrors().stream()
        .anyMatch(it -> it.getCategory() == ErrorCategory.DUPLICATE_KEY);
  }

  private static List<AuditEntry> chain(Head head, List<AuditRecord> records) {
    var entries = new ArrayList<AuditEntry>(records.size());
    var last = head;
    for (var record : records) {
      var entry = AuditEntry.after(last.number(), last.hash(), record);
      entries.add(entry);
      last = new Head(entry.number(), entry.hash());
    }
    return entries;
  }

  /** Checks every entry from the first one; reads the whole audit, a page at a time. */
  public Verdict verify() {
    var last = new Head(0, AuditEntry.FIRST_PREVIOUS);
    try {
      for (var page = after(last); !page.isEmpty(); page = after(last)) {
        for (var document : page) {
          var broken = check(document, last);
          if (broken.isPresent()) {
            return broken.get();
          }
          last = new Head(document.getLong(ID), document.getString(HASH));
        }
      }
      return collection.countDocuments() > last.number()
          ? new Verdict.Broken(last.number() + 1, "the entry is missing")
          : new Verdict.Intact(last.number(), last.hash());
    } catch (MongoException e) {
      throw ConfigurationStore.explain(e);
    }
  }

  private List<Document> after(Head last) {
    return find(last.number() + 1, last.number() + Query.MOST)
        .sort(ascending(ID))
        .into(new ArrayList<>());
  }

  private static Optional<Verdict> check(Document document, Head last) {
    var expected = last.number() + 1;
    if (!Objects.equals(document.get(ID), expected)) {
      return Optional.of(new Verdict.Broken(expected, "the entry is missing"));
    }
    try {
      var entry = read(document);
      if (!entry.previous().equals(last.hash())) {
        return Optional.of(new Verdict.Broken(expected, "it does not follow the entry before it"));
      }
      return entry.isIntact()
          ? Optional.empty()
          : Optional.of(
              new Verdict.Broken(expected, "its contents are not those that were written"));
    } catch (StoreException e) {
      return Optional.of(new Verdict.Broken(expected, e.getMessage()));
    }
  }

  /**
   * A page of entries, newest first.
   *
   * @param before only entries with a lower number; empty: from the newest
   * @param limit most that are returned, 1 to {@value Query#MOST}
   */
  public List<AuditEntry> newest(Optional<Long> before, int limit) {
    var page = new Query(Map.of(), before, limit);
    try {
      var newest = page.before().map(it -> it - 1).orElseGet(() -> readHead().number());
      return find(newest - page.limit() + 1, newest)
          .sort(descending(ID))
          .map(Audit::read)
          .into(new ArrayList<>());
    } catch (MongoException e) {
      throw ConfigurationStore.explain(e);
    }
  }

  /** Numbers have no gaps, and the embedded store finds ids at once but searches for ranges. */
  private FindIterable<Document> find(long first, long last) {
    return collection.find(in(ID, LongStream.rangeClosed(first, last).boxed().toList()));
  }

  private Head readHead() {
    var last = collection.find().sort(descending(ID)).limit(1).first();
    return last == null
        ? new Head(0, AuditEntry.FIRST_PREVIOUS)
        : new Head(last.getLong(ID), last.getString(HASH));
  }

  private static Document document(AuditEntry entry) {
    return new Document(ID, entry.number())
        .append(PREVIOUS, entry.previous())
        .append(HASH, entry.hash())
        .append(RECORD, JsonBson.toBson(Json.json().valueToTree(entry.record())));
  }

  private static AuditEntry read(Document document) {
    try {
      var record =
          Json.json().treeToValue(JsonBson.toJson(document.get(RECORD)), AuditRecord.class);
      return new AuditEntry(
          document.getLong(ID), record, document.getString(PREVIOUS), document.getString(HASH));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new StoreException(
          "audit entry %s is not one that Domovoy writes: %s"
              .formatted(document.get(ID), e.getMessage()),
          e);
    }
  }
}
