package domovoy.collector.source.poll;

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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code source: prometheus}: metrics of a target that Prometheus could scrape. */
public final class PrometheusProvider implements SourceProvider {
  private static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";

  /**
   * One metric of the target.
   *
   * @param point what it is
   * @param metric its name
   * @param labels that it must have; others do not matter as long as only one sample fits
   * @param unit what it is in; empty: the point's own
   */
  record Mapped(PointId point, String metric, Map<String, String> labels, Optional<Unit> unit) {
    Mapped {
      if (point == null) {
        throw new InvalidInputException("point", "the point's name", "");
      }
      if (metric == null || !metric.matches("[A-Za-z_:][A-Za-z0-9_:]*")) {
        throw new InvalidInputException("metric", "a metric's name", String.valueOf(metric));
      }
      labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
  }

  /** See {@link Target}; and the metrics that are points. */
  record Settings(
      URI url, Duration interval, Duration timeout, Optional<Path> tokenFile, List<Mapped> points) {
    Settings {
      new Target(url, interval, timeout, tokenFile);
      points = points == null ? List.of() : List.copyOf(points);
      if (points.isEmpty()) {
        throw new InvalidInputException("points", "at least one point and its metric", "none");
      }
    }
  }

  @Override
  public String type() {
    return "prometheus";
  }

  @Override
  public Source open(SourceSettings settings) {
    var asked = settings.settings(Settings.class);
    var target = new Target(asked.url(), asked.interval(), asked.timeout(), asked.tokenFile());
    return target.source(ACCEPT, it -> decode(it, asked.points()));
  }

  private static List<Decoded> decode(byte[] body, List<Mapped> points) {
    var wanted = points.stream().map(Mapped::metric).collect(Collectors.toSet());
    var samples = Exposition.samples(body, wanted::contains);
    var decoded = new ArrayList<Decoded>();
    for (var mapped : points) {
      var fitting =
          samples.stream()
              .filter(it -> it.metric().equals(mapped.metric()))
              .filter(it -> it.labels().entrySet().containsAll(mapped.labels().entrySet()))
              .toList();
      decoded.add(decode(decoded.size() + 1, mapped, fitting));
    }
    return decoded;
  }

  private static Decoded decode(int number, Mapped mapped, List<Exposition.Sample> fitting) {
    if (fitting.size() == 1 && Double.isFinite(fitting.getFirst().value())) {
      return new Decoded.Sent(
          number,
          new SentReading(
              mapped.point().name(),
              Value.of(fitting.getFirst().value()),
              mapped.unit(),
              Optional.empty(),
              Quality.GOOD));
    }
    var got =
        fitting.size() == 1
            ? String.valueOf(fitting.getFirst().value())
            : fitting.size() + " samples";
    return new Decoded.Malformed(
        number,
        List.of(
            new InvalidInputException.Fault(
                mapped.metric(), "one sample with a finite number and these labels", got)),
        mapped.point().name() + " " + mapped.labels());
  }
}
