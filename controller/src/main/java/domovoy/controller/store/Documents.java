package domovoy.controller.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.mongodb.DuplicateKeyException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import domovoy.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A collection of values of one type, each under its own name. A write is durable when its method
 * returns. Any method throws {@link StoreException} when the store cannot be used.
 */
public final class Documents<T> {
  /** Most documents that {@link #all} reads; more of one kind no house has. */
  public static final int MOST = 100_000;

  private static final String ID = "_id";
  static final String ORDER = "order";
  private static final String VERSION = "version";
  private static final String VALUE = "value";

  private final MongoCollection<Document> collection;
  private final Class<T> type;
  private final LongSupplier orders;

  Documents(MongoCollection<Document> collection, Class<T> type, LongSupplier orders) {
    this.collection = collection;
    this.type = type;
    this.orders = orders;
  }

  public Optional<T> find(String id) {
    return findVersioned(id).map(Versioned::value);
  }

  public Optional<Versioned<T>> findVersioned(String id) {
    return asking(() -> Optional.ofNullable(collection.find(eq(ID, id)).first())).map(this::read);
  }

  /** Every document in the order of their inserts, at most {@value #MOST}. */
  public List<Versioned<T>> all() {
    return read(collection, empty(), ascending(ORDER), MOST);
  }

  /** The documents that fit, newest first. */
  public List<Versioned<T>> newest(Query query) {
    var filters = new ArrayList<Bson>();
    query.equal().forEach((field, value) -> filters.add(eq(VALUE + "." + field, value)));
    query.before().ifPresent(it -> filters.add(lt(ORDER, it)));
    return read(
        collection, filters.isEmpty() ? empty() : and(filters), descending(ORDER), query.limit());
  }

  /** Inserts the value, or replaces what is under that name, whatever its version. */
  public void save(String id, T value) {
    var change =
        combine(set(VALUE, bson(value)), inc(VERSION, 1L), setOnInsert(ORDER, orders.getAsLong()));
    asking(() -> collection.updateOne(eq(ID, id), change, new UpdateOptions().upsert(true)));
  }

  /** Inserts the value; false, and nothing is changed, when the name is taken. */
  public boolean insert(String id, T value) {
    var document =
        new Document(ID, id)
            .append(ORDER, orders.getAsLong())
            .append(VERSION, 1L)
            .append(VALUE, bson(value));
    return asking(
        () -> {
          try {
            collection.insertOne(document);
            return true;
          } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
              return false;
            }
            throw e;
          } catch (DuplicateKeyException _) {
            return false;
          }
        });
  }

  /**
   * Replaces the value if its version is still the one that was read; false, and nothing is
   * changed, when another writer was faster or it was deleted.
   */
  public boolean replace(Versioned<T> changed) {
    var unchanged = and(eq(ID, changed.id()), eq(VERSION, changed.version()));
    var change = combine(set(VALUE, bson(changed.value())), inc(VERSION, 1L));
    return asking(() -> collection.updateOne(unchanged, change).getMatchedCount() == 1);
  }

  /** Deletes the document; false when there was none. */
  public boolean delete(String id) {
    return asking(() -> collection.deleteOne(eq(ID, id)).getDeletedCount() == 1);
  }

  public long count() {
    return asking(() -> collection.countDocuments());
  }

  private List<Versioned<T>> read(
      MongoCollection<Document> from, Bson filter, Bson order, int limit) {
    var documents =
        asking(() -> from.find(filter).sort(order).limit(limit).into(new ArrayList<Document>()));
    return documents.stream().map(this::read).toList();
  }

  private Versioned<T> read(Document document) {
    var id = document.getString(ID);
    try {
      return new Versioned<>(
          id,
          document.getLong(ORDER),
          document.getLong(VERSION),
          Json.json().treeToValue(JsonBson.toJson(document.get(VALUE)), type));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new StoreException(
          "%s/%s in the store is not what this version of Domovoy writes: %s"
              .formatted(name(), id, e.getMessage()),
          e);
    }
  }

  private Object bson(T value) {
    return JsonBson.toBson(Json.json().valueToTree(value));
  }

  private String name() {
    return collection.getNamespace().getCollectionName();
  }

  private static <R> R asking(Supplier<R> question) {
    try {
      return question.get();
    } catch (MongoException e) {
      throw ConfigurationStore.explain(e);
    }
  }
}
