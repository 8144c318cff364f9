package domovoy.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import domovoy.core.InvalidInputException;
import domovoy.service.Door;
import domovoy.service.DoorSettings;
import domovoy.service.Health;
import domovoy.testing.ManualClock;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest extends ConfigurationStoreContract {
  @TempDir private Path folder;

  @Override
  ConfigurationStore open(ManualClock clock) {
    return ConfigurationStore.open(StoreSettings.embedded(folder), clock);
  }

  @Test
  void aSecondDomovoyOnTheSameDataIsToldSo() {
    assertThatThrownBy(() -> open(ManualClock.at("2026-01-01T12:00:00Z")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no other Domovoy uses")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void itsFileIsForItsOwnerOnly() throws Exception {
    assertThat(Files.getPosixFilePermissions(folder.resolve("configuration.mv.db")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aStrangerOnThisMachineIsNotServed(@TempDir Path other) {
    try (var server = EmbeddedServer.open(other)) {
      var address = server.address();
      try (var stranger = MongoClients.create(anonymous(address).build())) {
        assertThatThrownBy(() -> users(stranger))
            .isInstanceOfSatisfying(
                MongoCommandException.class, it -> assertThat(it.getErrorCode()).isEqualTo(13));
        assertThatThrownBy(() -> stranger.getDatabase("domovoy").getCollection("users").drop())
            .isInstanceOf(MongoCommandException.class);
      }
      var guess =
          MongoCredential.createPlainCredential("domovoy", "$external", "guess".toCharArray());
      try (var stranger = MongoClients.create(anonymous(address).credential(guess).build())) {
        assertThatThrownBy(() -> users(stranger)).isInstanceOf(MongoSecurityException.class);
      }
      try (var ours = MongoClients.create(server.clientSettings())) {
        assertThat(users(ours)).isEmpty();
      }
    }
  }

  /** Helidon's server sets a filter for the whole process that refuses serialized objects. */
  @Test
  void everyKindOfValueIsReadAgainBesideAWebServer(@TempDir Path other) {
    var all = new TreeMap<String, Object>();
    all.put("text", "текст");
    all.put("number", 1.5);
    all.put("int", 7);
    all.put("long", Long.MAX_VALUE);
    all.put("boolean", true);
    all.put("nothing", null);
    all.put("list", List.of(1, "two", List.of(), Map.of()));
    all.put("object", Map.of("inner.key", Map.of("deep", 0.5)));
    var clock = ManualClock.at("2026-01-01T12:00:00Z");
    try (var door =
        Door.open(DoorSettings.loopback(0), new Health(), new CollectorRegistry(), _ -> {})) {
      assertThat(door.port()).isPositive();
      try (var store = ConfigurationStore.open(StoreSettings.embedded(other), clock)) {
        store.documents("things", Map.class).save("all", all);
      }
      try (var store = ConfigurationStore.open(StoreSettings.embedded(other), clock)) {
        assertThat(store.documents("things", Map.class).find("all")).contains(all);
      }
    }
  }

  @Test
  void aCorruptFileIsReportedByName(@TempDir Path other) throws Exception {
    Files.write(other.resolve("configuration.mv.db"), new byte[20_000]);
    assertThatThrownBy(() -> EmbeddedServer.open(other))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("configuration.mv.db");
  }

  private static MongoClientSettings.Builder anonymous(ServerAddress address) {
    return MongoClientSettings.builder()
        .applyToClusterSettings(it -> it.hosts(List.of(address)))
        .retryReads(false);
  }

  private static List<Document> users(MongoClient client) {
    return client.getDatabase("domovoy").getCollection("users").find().into(new ArrayList<>());
  }
}
