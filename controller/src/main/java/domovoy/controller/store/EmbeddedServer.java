package domovoy.controller.store;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ServerAddress;
import de.bwaldvogel.mongo.MongoServer;
import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store inside this process that speaks MongoDB's protocol, over one file. It listens on a free
 * port of the loopback address and serves only who knows a password made at each start.
 */
final class EmbeddedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final String USER = "domovoy";
  private static final int CONNECTIONS = 32;
  private static final long LEAST_FREE_BYTES = 32L << 20;
  private static final Duration COMPACT_EVERY = Duration.ofSeconds(30);
  private static final int WANTED_FILL_PERCENT = 60;
  private static final int COMPACT_BYTES = 4 << 20;

  private final Path file;
  private final MVStore store;
  private final GroupCommit commit;
  private final MongoServer server;
  private final String password;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread compactor;

  private EmbeddedServer(Path file, MVStore store) {
    this.file = file;
    this.store = store;
    this.commit = new GroupCommit(store::commit, store::sync);
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.password = HexFormat.of().formatHex(random);
    this.server = new MongoServer(new DurableBackend(store, commit, USER, password, this::fault));
    server.bind(new InetSocketAddress(LOOPBACK, 0), 1, CONNECTIONS);
    this.compactor = Thread.ofVirtual().name("configuration-compactor").start(this::compact);
  }

  /**
   * Opens the store.
   *
   * @throws InvalidInputException when another process uses it, or the folder cannot be written
   */
  static EmbeddedServer open(Path folder) {
    var file = folder.resolve("configuration.mv.db");
    try {
      Files.createDirectories(folder);
      if (Files.notExists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "data", "a folder that can be written", "%s (%s)".formatted(folder, e));
    }
    return new EmbeddedServer(file, openStore(file));
  }

  private static MVStore openStore(Path file) {
    try {
      return new MVStore.Builder()
          .fileName(file.toString())
          .autoCommitDisabled()
          .autoCommitBufferSize(0)
          .open();
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new InvalidInputException(
            "data",
            "a folder that no other Domovoy uses; stop that one or choose another folder",
            file.getParent().toString());
      }
      throw new StoreException(
          "%s cannot be opened: %s; restore it from a backup".formatted(file, e.getMessage()), e);
    }
  }

  /** Where it listens. */
  ServerAddress address() {
    return new ServerAddress(LOOPBACK, server.getLocalAddress().getPort());
  }

  /** What the driver needs to reach it. */
  MongoClientSettings clientSettings() {
    return MongoClientSettings.builder()
        .applyToClusterSettings(
            it -> it.hosts(List.of(address())).serverSelectionTimeout(10, TimeUnit.SECONDS))
        .applyToConnectionPoolSettings(it -> it.maxSize(CONNECTIONS / 2))
        .credential(
            MongoCredential.createPlainCredential(USER, "$external", password.toCharArray()))
        .retryWrites(false)
        .retryReads(false)
        .build();
  }

  /** Why nothing can be written now; empty when all is well. */
  Optional<String> fault() {
    if (store.isClosed()) {
      return Optional.of(
          "the configuration store has stopped after a failed write; make sure that the disk"
              + " works and has free space, then start Domovoy again");
    }
    try {
      var free = Files.getFileStore(file).getUsableSpace();
      return free >= LEAST_FREE_BYTES
          ? Optional.empty()
          : Optional.of(
              "the disk with %s is full (%d MB free, %d needed); free some space"
                  .formatted(file, free >> 20, LEAST_FREE_BYTES >> 20));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long commits() {
    return commit.commits();
  }

  /**
   * Rewrites the live parts of mostly dead chunks, so that the file does not grow for ever. The
   * thread is never interrupted: an interrupt in the middle of a read would close the file.
   */
  private void compact() {
    try {
      while (!closing.await(COMPACT_EVERY.toSeconds(), TimeUnit.SECONDS)) {
        if (fault().isEmpty()) {
          store.compact(WANTED_FILL_PERCENT, COMPACT_BYTES);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} can no longer be compacted and will grow", file, e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      compactor.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    server.shutdownNow();
    if (!store.isClosed()) {
      store.close();
    }
  }
}
