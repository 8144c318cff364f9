package domovoy.history;

import domovoy.core.InvalidInputException;
import io.questdb.Bootstrap;
import io.questdb.PropBootstrapConfiguration;
import io.questdb.ServerMain;
import io.questdb.log.LogFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * QuestDB in this process: one folder, one HTTP port on the loopback address that asks for a
 * password, nothing else open. Its own log is in the folder's {@code log}. What it has acknowledged
 * survives a kill and a loss of power, as its log is synchronised to disk.
 */
public final class EmbeddedQuestDb implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String TOKEN = "token";
  private static final String USER = "domovoy";

  /**
   * Off: all that Domovoy does not use. Small: what QuestDB takes for a server with much memory.
   */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("pg.enabled", "false"),
          Map.entry("line.tcp.enabled", "false"),
          Map.entry("line.udp.enabled", "false"),
          Map.entry("http.min.enabled", "false"),
          Map.entry("telemetry.enabled", "false"),
          Map.entry("telemetry.disable.completely", "true"),
          Map.entry("posthog.enabled", "false"),
          Map.entry("metrics.enabled", "false"),
          Map.entry("config.reload.enabled", "false"),
          Map.entry("cairo.mat.view.enabled", "false"),
          Map.entry("cairo.sql.jit.mode", "off"),
          Map.entry("cairo.commit.mode", "sync"),
          Map.entry("http.net.connection.limit", "32"),
          Map.entry("http.recv.buffer.size", "128k"),
          Map.entry("http.send.buffer.size", "128k"),
          Map.entry("line.http.max.recv.buffer.size", "32m"),
          Map.entry("shared.network.worker.count", "1"),
          Map.entry("shared.query.worker.count", "1"),
          Map.entry("shared.write.worker.count", "1"),
          Map.entry("wal.apply.worker.count", "1"),
          Map.entry("view.compiler.worker.count", "1"),
          Map.entry("export.worker.count", "1"),
          Map.entry("cairo.o3.column.memory.size", "256k"),
          Map.entry("cairo.writer.data.append.page.size", "256k"),
          Map.entry("cairo.writer.data.index.key.append.page.size", "64k"),
          Map.entry("cairo.writer.data.index.value.append.page.size", "256k"),
          Map.entry("cairo.wal.writer.data.append.page.size", "64k"),
          Map.entry("cairo.sql.copy.buffer.size", "64k"));

  private final FileChannel lock;
  private final ServerMain server;
  private final HistorySettings settings;

  private EmbeddedQuestDb(FileChannel lock, ServerMain server, HistorySettings settings) {
    this.lock = lock;
    this.server = server;
    this.settings = settings;
  }

  /**
   * Starts it and returns when it answers.
   *
   * @param data its folder, made if it is not there; one process at a time can use it
   * @param port on the loopback address
   * @throws InvalidInputException naming {@code data} when the folder cannot be written or is in
   *     use, {@code port} when another program has it
   */
  public static EmbeddedQuestDb start(Path data, int port) {
    requireFree(port);
    var lock = lock(data);
    try {
      quieten(data);
      var password = password(data);
      var server =
          new ServerMain(
              new Bootstrap(
                  new PropBootstrapConfiguration() {
                    @Override
                    public Map<String, String> getEnv() {
                      return environment(port, password);
                    }

                    @Override
                    public boolean useSite() {
                      return false;
                    }

                    @Override
                    public String getBanner() {
                      return "";
                    }
                  },
                  "-d",
                  data.toAbsolutePath().toString(),
                  "-n"));
      server.start(false);
      server.awaitStartup();
      return new EmbeddedQuestDb(lock, server, settings(data, port));
    } catch (IOException | RuntimeException | Error e) {
      release(lock);
      throw new IllegalStateException(
          "QuestDB does not start on " + data + ": " + e.getMessage(), e);
    }
  }

  /** How other programs on this machine reach it: its address and its token file. */
  public HistorySettings settings() {
    return settings;
  }

  @Override
  public void close() {
    quietly(server::close);
    release(lock);
  }

  private static HistorySettings settings(Path data, int port) {
    return new HistorySettings(
        HistorySettings.Kind.QUESTDB,
        Optional.of(URI.create("http://" + LOOPBACK + ":" + port)),
        "",
        "",
        Optional.of(data.resolve(TOKEN)),
        data,
        port);
  }

  private static Map<String, String> environment(int port, String password) {
    var settings = new HashMap<>(SETTINGS);
    settings.put("http.bind.to", LOOPBACK + ":" + port);
    settings.put("http.user", USER);
    settings.put("http.password", password);
    var environment = new HashMap<String, String>();
    settings.forEach(
        (key, value) -> environment.put(ServerMain.propertyPathToEnvVarName(key), value));
    return environment;
  }

  /**
   * The password, made at the first start. Without one, any page open in a browser on this machine
   * could send QuestDB statements.
   */
  private static String password(Path data) throws IOException {
    var file = data.resolve(TOKEN);
    if (Files.notExists(file)) {
      var random = new byte[24];
      new SecureRandom().nextBytes(random);
      var token = USER + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, token);
    }
    return Files.readString(file).strip().substring(USER.length() + 1);
  }

  private static void requireFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
      socket.setReuseAddress(true);
    } catch (IOException e) {
      throw new InvalidInputException(
          "port", "a free port for the history", port + ", which another program uses");
    }
  }

  private static FileChannel lock(Path data) {
    try {
      Files.createDirectories(data);
      var channel =
          FileChannel.open(
              data.resolve("domovoy.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel)) {
        return channel;
      }
      channel.close();
    } catch (IOException e) {
      throw new InvalidInputException("data", "a folder that can be written", e.toString());
    }
    throw new InvalidInputException(
        "data", "a folder that no other program uses", data + ", which is in use");
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // this very process has it
    }
  }

  private static void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** QuestDB reads its log's settings from its folder, once in a process. */
  private static void quieten(Path data) throws IOException {
    var folder = Files.createDirectories(data.resolve("conf"));
    Files.writeString(
        folder.resolve("log.conf"),
        """
        writers=file
        w.file.class=io.questdb.log.LogRollingFileWriter
        w.file.location=%s/questdb-${date:yyyyMMdd}.log
        w.file.level=ERROR,CRITICAL
        w.file.rollEvery=day
        w.file.rollSize=10m
        w.file.lifeDuration=10d
        """
            .formatted(Files.createDirectories(data.resolve("log")).toAbsolutePath()));
    LogFactory.configureRootDir(data.toAbsolutePath().toString());
    quietly(LogFactory::getInstance);
  }

  /** QuestDB prints to the console at both ends of its life, past any setting of its log. */
  private static synchronized void quietly(Runnable act) {
    var out = System.out;
    var err = System.err;
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    System.setOut(nowhere);
    System.setErr(nowhere);
    try {
      act.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
