package domovoy.bench.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./domovoy bench live}. */
@Command(
    name = "live",
    mixinStandardHelpOptions = true,
    description =
        "Measures from reading in at the collector to command out at the edge, and the same of"
            + " Node-RED where it is installed. See docs/performance.md.")
final class LiveBench implements Callable<Integer> {
  private static final double STEP = 1.5;
  private static final int MOST = 60_000;
  private static final Duration RAMP = Duration.ofSeconds(8);

  /** A rule may begin 30 times in a minute; the faster readings come, the fewer of them cross. */
  private static final int MOST_COMMANDS = 800;

  @Option(names = "--rules", defaultValue = "1000", description = "how many (${DEFAULT-VALUE})")
  private int rules;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "readings in a second (${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--crossing",
      defaultValue = "10",
      description = "one of so many readings makes a command (${DEFAULT-VALUE})")
  private int crossing;

  @Option(names = "--seconds", defaultValue = "20", description = "measured (${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--warm-up", defaultValue = "20", description = "seconds (${DEFAULT-VALUE})")
  private int warmUp;

  @Option(names = "--rounds", defaultValue = "3", description = "of each (${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--http", description = "also with readings that come by HTTP")
  private boolean http;

  @Option(
      names = "--no-ramp",
      description = "leave out the search for the highest rate that is sustained")
  private boolean noRamp;

  @Option(
      names = "--node-red",
      paramLabel = "DIR",
      description = "where npm has installed Node-RED; without it, Domovoy alone")
  private Optional<Path> nodeRed;

  private record Round(Result steady, int sustained) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LiveBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    var kinds = new ArrayList<Subject.Kind>();
    kinds.add(new DomovoyParts.OverMqtt());
    nodeRed.ifPresent(it -> kinds.add(new NodeRed.Installed(it.toAbsolutePath())));
    if (http) {
      kinds.add(new DomovoyParts.OverHttp());
    }
    var measured = new LinkedHashMap<String, List<Round>>();
    for (var round = 1; round <= rounds; round++) {
      for (var kind : kinds) {
        System.out.printf("%s, round %d%n", kind.name(), round);
        measured.computeIfAbsent(kind.name(), _ -> new ArrayList<>()).add(measure(kind));
      }
    }
    print(measured);
    return 0;
  }

  private Round measure(Subject.Kind kind) throws Exception {
    try (var subject = kind.start(rules);
        var traffic = new Traffic(subject, rules)) {
      traffic.run(rate, crossing, Duration.ofSeconds(warmUp));
      var steady = traffic.run(rate, crossing, Duration.ofSeconds(seconds));
      System.out.println("  " + steady);
      return new Round(steady, noRamp ? 0 : sustained(traffic, steady));
    }
  }

  /** The highest rate that was sustained, rising by half each time. */
  private int sustained(Traffic traffic, Result steady) {
    var best = steady.isSustained() ? rate : 0;
    for (var next = (int) (rate * STEP); best > 0 && next <= MOST; next = (int) (next * STEP)) {
      var result = traffic.run(next, Math.max(crossing, next / MOST_COMMANDS), RAMP);
      System.out.println("  " + result);
      if (!result.isSustained()) {
        break;
      }
      best = next;
    }
    return best;
  }

  private void print(Map<String, List<Round>> measured) {
    System.out.printf(
        "%nMedians of %d rounds, %d rules, %d readings/s, one of %d crossing; %d processors%n",
        rounds, rules, rate, crossing, Runtime.getRuntime().availableProcessors());
    System.out.println(
        "| system | p50 ms | p99 ms | max ms | missing | sustained readings/s | µs a reading |");
    System.out.println("|---|---|---|---|---|---|---|");
    measured.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.0f | %.0f | %.0f |%n",
                name,
                median(all, it -> it.steady().millis(0.5)),
                median(all, it -> it.steady().millis(0.99)),
                median(all, it -> it.steady().millis(1)),
                median(all, it -> it.steady().missing()),
                median(all, Round::sustained),
                median(all, it -> it.steady().processor() / 1e3)));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
