package domovoy.controller.store;

import com.mongodb.client.MongoClients;
import domovoy.testing.ManualClock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The same contract on a MongoDB of whoever runs the tests: {@code MONGO_URL=mongodb://host}. */
class MongoStoreTest extends ConfigurationStoreContract {
  private static final Optional<String> URL = Optional.ofNullable(System.getenv("MONGO_URL"));

  private final String database = "domovoy-test-" + UUID.randomUUID();

  @BeforeAll
  static void requireMongo() {
    Assumptions.assumeTrue(URL.isPresent(), "peer not installed: MongoDB (set MONGO_URL)");
  }

  @Override
  ConfigurationStore open(ManualClock clock) {
    var url = URL.orElseThrow().replaceAll("/+$", "") + "/" + database;
    return ConfigurationStore.open(new StoreSettings(Optional.of(url), Path.of("unused")), clock);
  }

  @AfterEach
  void drop() {
    URL.ifPresent(
        url -> {
          try (var client = MongoClients.create(url)) {
            client.getDatabase(database).drop();
          }
        });
  }
}
