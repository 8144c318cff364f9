package domovoy.history;

import com.influxdb.LogLevel;
import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.WriteParameters;
import com.influxdb.exceptions.InfluxException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;

/**
 * Writes line protocol through InfluxDB's own client, which speaks to InfluxDB 1.8, 2 and 3 and to
 * QuestDB alike, and tells apart what can go wrong.
 */
final class LineWriter implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Pattern UNPARSABLE = Pattern.compile("unable to parse '(.*?)': ([^\n]*)");

  private final URI address;
  private final InfluxDBClient client;
  private final WriteApiBlocking api;
  private final WriteParameters parameters;

  LineWriter(HistorySettings settings, Optional<Authorization> authorization) {
    address = settings.address();
    var http = new OkHttpClient.Builder();
    http.connectTimeout(CONNECT).readTimeout(ANSWER).writeTimeout(ANSWER);
    authorization.ifPresent(
        it ->
            http.addInterceptor(
                chain ->
                    chain.proceed(
                        chain
                            .request()
                            .newBuilder()
                            .header("Authorization", it.header())
                            .build())));
    client =
        InfluxDBClientFactory.create(
            InfluxDBClientOptions.builder()
                .url(address.toString())
                .org(settings.organization())
                .bucket(settings.database())
                .okHttpClient(http)
                .logLevel(LogLevel.NONE)
                .build());
    api = client.getWriteApiBlocking();
    parameters =
        new WriteParameters(settings.database(), settings.organization(), WritePrecision.NS);
  }

  void write(byte[] lines) throws HistoryException {
    var text = new String(lines, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return;
    }
    try {
      api.writeRecord(text, parameters);
    } catch (InfluxException e) {
      throw explain(text, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private HistoryException explain(String text, InfluxException e) {
    var reason = reason(e);
    return switch (e.status()) {
      case 401, 403 ->
          new HistoryException.Unauthorized(
              "the history at %s refuses the token: check token-file".formatted(address));
      case 400, 413, 422 -> new HistoryException.Refused(reason, named(text, reason, e));
      case 0 ->
          new HistoryException.Unavailable(
              "the history at %s is not reached: %s".formatted(address, reason), e);
      default ->
          new HistoryException.Unavailable(
              "the history at %s answers %d: %s".formatted(address, e.status(), reason), e);
    };
  }

  /** InfluxDB 1 says it in a key that its client does not look at. */
  private static String reason(InfluxException e) {
    return e.errorBody().get("error") instanceof String error
        ? error
        : String.valueOf(e.getMessage());
  }

  /** The lines that the answer names, each store in its own way. */
  private static List<HistoryException.RefusedLine> named(
      String text, String reason, InfluxException e) {
    var body = e.errorBody();
    if (body.get("line") instanceof Number line) { // QuestDB
      return List.of(new HistoryException.RefusedLine(line.intValue(), reason));
    }
    var refused = new ArrayList<HistoryException.RefusedLine>();
    if (body.get("data") instanceof List<?> faults) { // InfluxDB 3
      for (var fault : faults) {
        if (fault instanceof Map<?, ?> map && map.get("line_number") instanceof Number line) {
          refused.add(
              new HistoryException.RefusedLine(
                  line.intValue(), String.valueOf(map.get("error_message"))));
        }
      }
      return refused;
    }
    var lines = text.lines().toList(); // InfluxDB 1 and 2 quote the line
    var matcher = UNPARSABLE.matcher(reason);
    while (matcher.find()) {
      var number = lines.indexOf(matcher.group(1)) + 1;
      if (number > 0) {
        refused.add(new HistoryException.RefusedLine(number, matcher.group(2)));
      }
    }
    return refused;
  }
}
