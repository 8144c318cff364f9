package domovoy.controller.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bson.Document;

/**
 * Where the controller keeps everything but readings: in MongoDB, or in a store inside this process
 * that speaks the same protocol. What is acknowledged is durable in both.
 */
public final class ConfigurationStore implements AutoCloseable {
  private static final String USUAL_DATABASE = "domovoy";
  private static final int SECONDS_TO_CONNECT = 10;
  private static final int SECONDS_TO_ANSWER = 20;

  /** Both log every connection, and the server also the contents of a command that it refuses. */
  private static final List<Logger> QUIET =
      List.of(
          quiet("org.mongodb.driver", Level.WARNING),
          quiet("de.bwaldvogel.mongo", Level.SEVERE),
          quiet("de.bwaldvogel.mongo.wire", Level.OFF));

  private final Optional<EmbeddedServer> embedded;
  private final MongoClient client;
  private final MongoDatabase database;
  private final InstantSource clock;
  private final Map<String, Orders> orders = new ConcurrentHashMap<>();
  private final Audit audit;

  private ConfigurationStore(
      Optional<EmbeddedServer> embedded,
      MongoClient client,
      MongoDatabase database,
      InstantSource clock) {
    this.embedded = embedded;
    this.client = client;
    this.database = database;
    this.clock = clock;
    this.audit = new Audit(database.getCollection("audit"));
  }

  /**
   * Opens the store and brings it to this version's form.
   *
   * @throws InvalidInputException when the folder is in use or cannot be written, or the address is
   *     wrong
   * @throws StoreException when MongoDB does not answer or refuses
   */
  public static ConfigurationStore open(StoreSettings settings, InstantSource clock) {
    if (settings.url().isPresent()) {
      return connect(address(settings.url().get()), clock);
    }
    var server = EmbeddedServer.open(settings.folder());
    return migrated(
        Optional.of(server), MongoClients.create(server.clientSettings()), USUAL_DATABASE, clock);
  }

  private static ConfigurationStore connect(ConnectionString address, InstantSource clock) {
    var settings =
        MongoClientSettings.builder()
            .applyConnectionString(address)
            .applicationName("domovoy")
            .readConcern(ReadConcern.MAJORITY)
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .applyToClusterSettings(
                it -> it.serverSelectionTimeout(SECONDS_TO_CONNECT, TimeUnit.SECONDS))
            .applyToSocketSettings(
                it ->
                    it.connectTimeout(SECONDS_TO_CONNECT, TimeUnit.SECONDS)
                        .readTimeout(SECONDS_TO_ANSWER, TimeUnit.SECONDS))
            .build();
    var database = Optional.ofNullable(address.getDatabase()).orElse(USUAL_DATABASE);
    return migrated(Optional.empty(), MongoClients.create(settings), database, clock);
  }

  private static ConfigurationStore migrated(
      Optional<EmbeddedServer> embedded, MongoClient client, String name, InstantSource clock) {
    var store = new ConfigurationStore(embedded, client, client.getDatabase(name), clock);
    try {
      Migrations.run(store.database);
      return store;
    } catch (MongoException e) {
      store.close();
      throw explain(e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static ConnectionString address(String url) {
    try {
      return new ConnectionString(url);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "store.url", "an address such as mongodb://host:27017/domovoy", e.getMessage());
    }
  }

  /**
   * A collection of values of one type.
   *
   * @param collection one of the collections of the design: {@code incidents}, {@code rules}
   */
  public <T> Documents<T> documents(String collection, Class<T> type) {
    Names.requireName("collection", collection);
    var documents = database.getCollection(collection);
    return new Documents<>(
        documents, type, orders.computeIfAbsent(collection, _ -> Orders.of(documents, clock)));
  }

  public Audit audit() {
    return audit;
  }

  /** The collection as it is stored, for tests that tamper with it. */
  MongoCollection<Document> raw(String collection) {
    return database.getCollection(collection);
  }

  /** What is wrong with the store, for the health check; empty when all is well. */
  public Optional<String> fault() {
    return embedded.flatMap(EmbeddedServer::fault);
  }

  /** How often the embedded store made its file durable; 0 with MongoDB, which does so itself. */
  long commits() {
    return embedded.map(EmbeddedServer::commits).orElse(0L);
  }

  @Override
  public void close() {
    client.close();
    embedded.ifPresent(EmbeddedServer::close);
  }

  private static Logger quiet(String name, Level level) {
    var logger = Logger.getLogger(name);
    logger.setLevel(level);
    return logger;
  }

  static StoreException explain(MongoException e) {
    var message =
        switch (e) {
          case MongoTimeoutException _ ->
              "the configuration store does not answer; is MongoDB running at the configured address?";
          case MongoSecurityException _ ->
              "the configuration store refuses the user or password in its address";
          case MongoCommandException command -> command.getErrorMessage();
          default -> "the configuration store failed: " + e.getMessage();
        };
    return new StoreException(message, e);
  }
}
