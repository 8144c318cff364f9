package domovoy.exporters;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all parts when it is scraped, all at once, and answers whatever came of it: a part that is
 * away is a figure, not an error. Scrapes shortly after one another share an answer.
 */
final class Survey extends Collector implements Collector.Describable {
  private static final Logger LOG = LoggerFactory.getLogger(Survey.class);
  private static final Duration FRESH = Duration.ofMillis(500);

  private final PartClient client;
  private final Map<String, URI> parts;
  private final InstantSource clock;
  private Instant asked = Instant.MIN;
  private List<MetricFamilySamples> answer = List.of();
  private long errors;
  private volatile Optional<String> fault = Optional.of("not scraped yet");

  /**
   * @param parts name to address of every part to watch, the controller among them
   */
  Survey(PartClient client, Map<String, URI> parts, InstantSource clock) {
    this.client = client;
    this.parts = parts;
    this.clock = clock;
  }

  @Override
  public synchronized List<MetricFamilySamples> collect() {
    var now = clock.instant();
    if (asked.isBefore(now.minus(FRESH)) || asked.isAfter(now)) {
      answer = ask(now);
      asked = now;
    }
    return answer;
  }

  /** Nothing, as only a scrape shows which families there are. */
  @Override
  public List<MetricFamilySamples> describe() {
    return List.of();
  }

  /** Why the house was not read at the last scrape; empty when it was. */
  Optional<String> fault() {
    return fault;
  }

  private List<MetricFamilySamples> ask(Instant now) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new LinkedHashMap<String, Future<Part>>();
      parts.forEach(
          (name, url) ->
              asked.put(name, threads.submit((Callable<Part>) () -> client.part(name, url))));
      var house = threads.submit(client::house);
      var families = new ArrayList<MetricFamilySamples>();
      house(house).ifPresent(it -> families.addAll(HouseMetrics.of(it, now)));
      families.addAll(own(answered(asked)));
      return List.copyOf(families);
    }
  }

  private Optional<Snapshot> house(Future<Snapshot> asked) {
    try {
      var snapshot = asked.get();
      fault = Optional.empty();
      return Optional.of(snapshot);
    } catch (ExecutionException e) {
      failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed(e);
    }
    return Optional.empty();
  }

  private void failed(Throwable e) {
    errors++;
    var reason = e instanceof IOException ? e.getMessage() : e.toString();
    if (fault.filter(reason::equals).isEmpty()) {
      LOG.warn("the house is not read: {}", reason);
    }
    fault = Optional.of(reason);
  }

  private static List<Part> answered(Map<String, Future<Part>> asked) {
    return asked.entrySet().stream()
        .map(
            it -> {
              try {
                return it.getValue().get();
              } catch (ExecutionException | InterruptedException _) {
                return new Part(it.getKey(), false, false);
              }
            })
        .toList();
  }

  private List<MetricFamilySamples> own(List<Part> parts) {
    var label = List.of("part");
    var up =
        new GaugeMetricFamily("domovoy_part_up", "Whether the part answers (1) or not (0).", label);
    var ready =
        new GaugeMetricFamily(
            "domovoy_part_ready", "Whether the part can do its work (1) or not (0).", label);
    for (var part : parts) {
      up.addMetric(List.of(part.name()), part.up() ? 1 : 0);
      ready.addMetric(List.of(part.name()), part.ready() ? 1 : 0);
    }
    return List.of(
        new GaugeMetricFamily(
            "domovoy_up",
            "Whether the house could be read from the controller (1) or not (0).",
            fault.isEmpty() ? 1 : 0),
        up,
        ready,
        new CounterMetricFamily(
            "domovoy_exporter_errors_total",
            "Scrapes at which the house could not be read from the controller.",
            errors));
  }
}
