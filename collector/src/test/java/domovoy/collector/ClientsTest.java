package domovoy.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import com.influxdb.exceptions.InfluxException;
import domovoy.core.Json;
import domovoy.service.Bodies;
import domovoy.service.DoorSettings;
import domovoy.testing.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of other people write to the collector as they write to InfluxDB. */
class ClientsTest {
  private static final String TOKEN = "a-token-for-all-writers";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

  @TempDir Path directory;

  private final FakeHistory history = new FakeHistory();
  private Collector collector;

  @BeforeEach
  void start() throws IOException {
    var house = directory.resolve("house.yaml");
    Files.writeString(house, Json.yaml().writeValueAsString(TestHouse.create()));
    assertThat(Bodies.bytes(TestHouse.create())).isNotEmpty();
    var token = directory.resolve("token");
    Files.writeString(token, TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    collector =
        Collector.start(
            new CollectorSettings(
                DoorSettings.loopback(0),
                directory.resolve("collector"),
                List.of(token),
                null,
                Optional.empty(),
                Optional.of(house),
                null),
            history,
            CLOCK);
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  private void assertHistory(String line) {
    Eventually.within(
        Duration.ofSeconds(20), () -> assertThat(history.lines()).containsExactly(line));
  }

  @Test
  void theInfluxClientForJavaWrites() {
    try (var client =
        InfluxDBClientFactory.create(
            collector.uri().toString(), TOKEN.toCharArray(), "any-org", "any-bucket")) {
      client
          .enableGzip()
          .getWriteApiBlocking()
          .writePoint(
              Point.measurement("anything")
                  .addTag("point", "kitchen.temperature")
                  .addTag("host", "my laptop")
                  .addField("value", 21.4)
                  .time(Instant.parse("2026-01-01T11:59:00Z"), WritePrecision.MS));
    }
    assertHistory(
        "temperature,site=home,area=kitchen,device=kitchen-1,point=kitchen.temperature value=21.4"
            + " 1767268740000000000");
  }

  @Test
  void theInfluxClientForJavaIsToldWhatIsWrong() {
    try (var client =
        InfluxDBClientFactory.create(
            collector.uri().toString(), TOKEN.toCharArray(), "any-org", "any-bucket")) {
      assertThatThrownBy(
              () ->
                  client
                      .getWriteApiBlocking()
                      .writeRecord(WritePrecision.NS, "x,point=kitchen.temperature value=1000"))
          .isInstanceOf(InfluxException.class)
          .hasMessageContaining("line 1.value")
          .hasMessageContaining("-40 to 85");
    }
  }

  /** Bytes as Telegraf's influxdb_v2 output sends them (content_encoding = "identity"). */
  @Test
  void aRecordedRequestOfTelegrafIsTaken() throws IOException {
    var request = new String(resource("telegraf-request.http"), StandardCharsets.UTF_8);
    var parts = request.replace("\r\n", "\n").split("\n\n", 2);
    var head =
        parts[0]
            .replace("HOST", "127.0.0.1:" + collector.uri().getPort())
            .replace("TOKEN", TOKEN)
            .replace("LENGTH", "" + parts[1].length());
    try (var socket = new Socket("127.0.0.1", collector.uri().getPort())) {
      socket
          .getOutputStream()
          .write(
              (head.replace("\n", "\r\n") + "\r\n\r\n" + parts[1])
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(firstLine(socket.getInputStream())).startsWith("HTTP/1.1 204");
    }
    assertHistory(
        "temperature,site=home,area=kitchen,device=kitchen-1,point=kitchen.temperature value=22.5"
            + " 1767268790000000000");
  }

  private static String firstLine(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var character = in.read(); character > 0 && character != '\r'; character = in.read()) {
      line.append((char) character);
    }
    return line.toString();
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = ClientsTest.class.getResourceAsStream("/" + name)) {
      return in.readAllBytes();
    }
  }
}
