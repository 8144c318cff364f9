package domovoy.controller.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database to the form that this version writes. Steps are only ever appended; each may
 * be run again after it was cut off in the middle.
 */
final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final String SETTINGS = "settings";
  private static final String ID = "schema";
  private static final List<Consumer<MongoDatabase>> STEPS = List.of(Migrations::createCollections);

  private Migrations() {}

  /**
   * Runs the steps that the database has not seen.
   *
   * @throws StoreException when a newer Domovoy has written it
   */
  static void run(MongoDatabase database) {
    var settings = database.getCollection(SETTINGS);
    var stored = settings.find(eq("_id", ID)).first();
    var version = stored == null ? 0 : stored.getInteger("version");
    if (version > STEPS.size()) {
      throw new StoreException(
          "the configuration was written by a newer Domovoy (schema %d, this one knows %d);"
                  .formatted(version, STEPS.size())
              + " start that version, or restore a backup",
          null);
    }
    for (var next = version; next < STEPS.size(); next++) {
      STEPS.get(next).accept(database);
      settings.replaceOne(
          eq("_id", ID),
          new Document("_id", ID).append("version", next + 1),
          new ReplaceOptions().upsert(true));
      LOG.info("configuration brought to schema {}", next + 1);
    }
  }

  /** Collections whose newest documents are asked for; the others are small. */
  private static void createCollections(MongoDatabase database) {
    for (var name : List.of("events", "incidents", "outbox", "versions")) {
      database.getCollection(name).createIndex(Indexes.descending("order"));
    }
  }
}
