package domovoy.collector.source.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import domovoy.collector.spi.Source;
import domovoy.collector.spi.SourceProvider;
import domovoy.collector.spi.SourceSettings;
import domovoy.core.Decoded;
import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.SentReading;
import domovoy.core.Unit;
import domovoy.core.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code source: http-json}: values out of JSON that a server answers. */
public final class HttpJsonProvider implements SourceProvider {
  private static final JsonMapper LENIENT = JsonMapper.builder().build();

  /**
   * One value of the answer.
   *
   * @param point what it is
   * @param path where it stands
   * @param unit what it is in; empty: the point's own
   */
  record Mapped(PointId point, String path, Optional<Unit> unit) {
    Mapped {
      if (point == null) {
        throw new InvalidInputException("point", "the point's name", "");
      }
      new JsonPath(path);
    }
  }

  /** See {@link Target}; and the values of an answer. */
  record Settings(
      URI url, Duration interval, Duration timeout, Optional<Path> tokenFile, List<Mapped> points) {
    Settings {
      new Target(url, interval, timeout, tokenFile);
      points = points == null ? List.of() : List.copyOf(points);
      if (points.isEmpty()) {
        throw new InvalidInputException("points", "at least one point and its path", "none");
      }
    }
  }

  @Override
  public String type() {
    return "http-json";
  }

  @Override
  public Source open(SourceSettings settings) {
    var asked = settings.settings(Settings.class);
    var target = new Target(asked.url(), asked.interval(), asked.timeout(), asked.tokenFile());
    return target.source("application/json", it -> decode(it, asked.points()));
  }

  private static List<Decoded> decode(byte[] body, List<Mapped> points) throws IOException {
    JsonNode root;
    try {
      root = LENIENT.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IOException("the answer is not JSON", e);
    }
    var decoded = new ArrayList<Decoded>();
    for (var mapped : points) {
      decoded.add(decode(decoded.size() + 1, mapped, root));
    }
    return decoded;
  }

  private static Decoded decode(int number, Mapped mapped, JsonNode root) {
    var node = new JsonPath(mapped.path()).of(root);
    var value =
        node.isNumber()
            ? Optional.of(Value.of(node.doubleValue()))
            : node.isBoolean()
                ? Optional.of(Value.of(node.booleanValue()))
                : node.isTextual() ? Optional.of(Value.of(node.textValue())) : noValue();
    return value
        .<Decoded>map(
            it ->
                new Decoded.Sent(
                    number,
                    new SentReading(
                        mapped.point().name(), it, mapped.unit(), Optional.empty(), Quality.GOOD)))
        .orElseGet(
            () ->
                new Decoded.Malformed(
                    number,
                    List.of(
                        new InvalidInputException.Fault(
                            mapped.path(),
                            "a number, true, false or text",
                            node.isMissingNode() ? "nothing" : node.toString())),
                    mapped.point().name()));
  }

  private static Optional<Value> noValue() {
    return Optional.empty();
  }
}
