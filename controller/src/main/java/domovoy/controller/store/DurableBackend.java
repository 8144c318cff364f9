package domovoy.controller.store;

import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Answers MongoDB's commands from an {@link MVStore}, to those who know the password (SASL PLAIN,
 * RFC 4616), and acknowledges a write when it is durable.
 */
final class DurableBackend extends H2Backend {
  private static final int UNAUTHORIZED = 13;
  private static final int AUTHENTICATION_FAILED = 18;
  private static final int OUT_OF_DISK_SPACE = 14031;
  private static final int INTERNAL_ERROR = 1;
  private static final AttributeKey<Boolean> KNOWN = AttributeKey.valueOf("domovoy-known");
  private static final Set<String> GREETINGS =
      Set.of("hello", "ismaster", "ping", "buildinfo", "endsessions");
  private static final Set<String> READS =
      Set.of(
          "find",
          "getmore",
          "killcursors",
          "count",
          "distinct",
          "aggregate",
          "listcollections",
          "listindexes",
          "listdatabases",
          "dbstats",
          "collstats",
          "serverstatus");

  private final GroupCommit commit;
  private final Supplier<Optional<String>> fault;
  private final byte[] expected;

  /**
   * @param password what a client must know
   * @param fault why nothing can be written now; empty when it can
   */
  DurableBackend(
      MVStore store,
      GroupCommit commit,
      String user,
      String password,
      Supplier<Optional<String>> fault) {
    super(store);
    this.commit = commit;
    this.fault = fault;
    this.expected = (user + "\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    var name = command.toLowerCase(Locale.ROOT);
    if (name.equals("saslstart")) {
      return authenticate(channel, query);
    }
    if (GREETINGS.contains(name)) {
      return super.handleCommand(channel, database, command, query);
    }
    if (channel.attr(KNOWN).get() == null) {
      throw new MongoServerError(
          UNAUTHORIZED, "Unauthorized", "this store serves only the process it runs in");
    }
    if (READS.contains(name)) {
      return super.handleCommand(channel, database, command, query);
    }
    fault
        .get()
        .ifPresent(
            it -> {
              throw new MongoServerError(OUT_OF_DISK_SPACE, "OutOfDiskSpace", it);
            });
    try {
      return commit.durably(() -> super.handleCommand(channel, database, command, query));
    } catch (MongoServerException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MongoServerError(
          INTERNAL_ERROR, "InternalError", "not written: " + e.getMessage(), e);
    }
  }

  /** Queries from before MongoDB 3.6: no driver of today sends them. */
  @Override
  public QueryResult handleQuery(MongoQuery query) {
    throw new MongoServerError(UNAUTHORIZED, "Unauthorized", "queries of old are not served");
  }

  private Document authenticate(Channel channel, Document query) {
    if (!"PLAIN".equals(query.get("mechanism"))
        || !MessageDigest.isEqual(expected, bytes(query.get("payload")))) {
      throw new MongoServerError(
          AUTHENTICATION_FAILED, "AuthenticationFailed", "Authentication failed.");
    }
    channel.attr(KNOWN).set(true);
    return new Document("conversationId", 1)
        .append("done", true)
        .append("payload", new BinData(new byte[0]))
        .append("ok", 1.0);
  }

  private static byte[] bytes(Object payload) {
    return switch (payload) {
      case BinData data -> data.getData();
      case byte[] data -> data;
      case null, default -> new byte[0];
    };
  }
}
