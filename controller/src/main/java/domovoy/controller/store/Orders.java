package domovoy.controller.store;

import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.bson.Document;

/**
 * Places for new documents of one collection: microseconds since 1970, but always above the last
 * place given, also when the clock was set back meanwhile.
 */
final class Orders implements LongSupplier {
  private final InstantSource clock;
  private final AtomicLong last;

  private Orders(InstantSource clock, long last) {
    this.clock = clock;
    this.last = new AtomicLong(last);
  }

  static Orders of(MongoCollection<Document> collection, InstantSource clock) {
    try {
      var newest = collection.find().sort(descending(Documents.ORDER)).limit(1).first();
      return new Orders(clock, newest == null ? 0 : newest.getLong(Documents.ORDER));
    } catch (MongoException e) {
      throw ConfigurationStore.explain(e);
    }
  }

  @Override
  public long getAsLong() {
    var now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    return last.updateAndGet(it -> Math.max(it + 1, now));
  }
}
