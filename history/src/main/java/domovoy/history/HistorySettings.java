package domovoy.history;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.core.InvalidInputException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the history is.
 *
 * @param kind which store; {@code questdb} unless told otherwise
 * @param url its address; {@code http://127.0.0.1:9000} for QuestDB, {@code http://127.0.0.1:8086}
 *     for InfluxDB unless told otherwise; not used for {@code embedded}
 * @param database InfluxDB's database or bucket; {@code domovoy} unless told otherwise
 * @param organization InfluxDB 2's organization; {@code domovoy} unless told otherwise
 * @param tokenFile a file of mode 0600 with the store's token, or {@code user:password} for
 *     InfluxDB 1 and QuestDB; empty: none is needed
 * @param data where {@code embedded} keeps its files, among them {@code token}, the token file for
 *     other programs that use it as {@code questdb}; {@code data/history} unless told otherwise
 * @param port loopback port of {@code embedded}; 9000 unless told otherwise
 */
public record HistorySettings(
    Kind kind,
    Optional<URI> url,
    String database,
    String organization,
    Optional<Path> tokenFile,
    Path data,
    int port) {
  private static final int USUAL_PORT = 9000;

  /** The stores there are. */
  public enum Kind {
    /** QuestDB in a process of its own. */
    QUESTDB,
    /** InfluxDB 1.8, 2 (with a DBRP mapping for the bucket) or 3. */
    INFLUXDB,
    /** QuestDB in this process. */
    EMBEDDED;

    @JsonCreator
    static Kind of(String name) {
      return Arrays.stream(values())
          .filter(it -> it.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () -> new InvalidInputException("kind", "questdb, influxdb or embedded", name));
    }

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public HistorySettings {
    kind = kind == null ? Kind.QUESTDB : kind;
    url = url == null ? Optional.empty() : url;
    database = database == null || database.isBlank() ? "domovoy" : database;
    organization = organization == null || organization.isBlank() ? "domovoy" : organization;
    tokenFile = tokenFile == null ? Optional.empty() : tokenFile;
    data = data == null ? Path.of("data", "history") : data;
    port = port == 0 ? USUAL_PORT : port;
    if (port < 1 || port > 65_535) {
      throw new InvalidInputException("port", "a port from 1 to 65535", Integer.toString(port));
    }
  }

  /** Reads them from a file, where everything may be left out. */
  @JsonCreator
  static HistorySettings of(
      @JsonProperty("kind") Optional<Kind> kind,
      @JsonProperty("url") Optional<URI> url,
      @JsonProperty("database") Optional<String> database,
      @JsonProperty("organization") Optional<String> organization,
      @JsonProperty("token-file") Optional<Path> tokenFile,
      @JsonProperty("data") Optional<Path> data,
      @JsonProperty("port") Optional<Integer> port) {
    return new HistorySettings(
        kind.orElse(Kind.QUESTDB),
        url,
        database.orElse(""),
        organization.orElse(""),
        tokenFile,
        data.orElse(null),
        port.orElse(0));
  }

  public static HistorySettings questDb(URI url) {
    return of(Kind.QUESTDB, Optional.of(url), null, 0);
  }

  public static HistorySettings influxDb(URI url) {
    return of(Kind.INFLUXDB, Optional.of(url), null, 0);
  }

  public static HistorySettings embedded(Path data, int port) {
    return of(Kind.EMBEDDED, Optional.empty(), data, port);
  }

  /** The address of the store. */
  public URI address() {
    return switch (kind) {
      case EMBEDDED -> URI.create("http://127.0.0.1:" + port);
      case QUESTDB -> url.orElse(URI.create("http://127.0.0.1:" + USUAL_PORT));
      case INFLUXDB -> url.orElse(URI.create("http://127.0.0.1:8086"));
    };
  }

  private static HistorySettings of(Kind kind, Optional<URI> url, Path data, int port) {
    return new HistorySettings(kind, url, null, null, Optional.empty(), data, port);
  }
}
