package domovoy.collector.replay;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.service.LocalInstance;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Streams a recording into a running Domovoy through the collector's door. */
@CommandLine.Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Streams a recorded house (CSV) into a running Domovoy and reports what was kept.",
      "Cut off, it goes on where it was when it is run again."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final Duration DRAIN = Duration.ofMinutes(5);
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(250);

  @CommandLine.Parameters(paramLabel = "FILE", description = "The recording, CSV with a heading.")
  private Path file;

  @CommandLine.Option(
      names = "--mapping",
      required = true,
      paramLabel = "FILE",
      description = "Which column is which point; see examples/house-2016.yaml.")
  private Path mapping;

  @CommandLine.Option(
      names = "--speed",
      defaultValue = "max",
      paramLabel = "1x..max",
      description = "How many times faster than recorded (default: ${DEFAULT-VALUE}).")
  private String speed;

  @CommandLine.Option(
      names = "--data",
      defaultValue = "data",
      paramLabel = "DIR",
      description = "The data folder of the running Domovoy (default: ./${DEFAULT-VALUE}).")
  private Path data;

  @CommandLine.Option(
      names = "--collector",
      paramLabel = "URL",
      description = "A collector elsewhere; needs --controller and --token-file too.")
  private Optional<URI> collector = Optional.empty();

  @CommandLine.Option(
      names = "--controller",
      paramLabel = "URL",
      description = "The controller that belongs to it.")
  private Optional<URI> controller = Optional.empty();

  @CommandLine.Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with a token for both.")
  private Optional<Path> tokenFile = Optional.empty();

  @CommandLine.Option(
      names = "--from-start",
      description = "Streams all rows again; the history keeps each reading once.")
  private boolean fromStart;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var out = spec.commandLine().getOut();
    var plan = Mapping.read(mapping);
    var pace = Speed.parse(speed);
    var total = Recording.count(file);
    var position = Position.of(data.resolve("replay"), file, mapping);
    if (fromStart) {
      position.forget();
    }
    try (var destination = new Destination(instance());
        var recording = Recording.open(file, plan)) {
      for (var area : plan.areas()) {
        destination.register(area);
      }
      destination.register(plan.toDevice());
      var before = Math.min(total, position.rows());
      if (before > 0) {
        out.printf("%,d of %,d rows were streamed before.%n", before, total);
      }
      var progress = new Progress(out, isTerminal(), before, total);
      var outcome = new Replay(destination, pace, position, progress).run(recording);
      if (outcome.refused() > 0) {
        out.printf(
            "%,d readings were refused: %s%n", outcome.refused(), outcome.complaint().orElse(""));
      }
      return report(destination, plan, outcome, out);
    }
  }

  private LocalInstance instance() {
    if (collector.isEmpty() && controller.isEmpty() && tokenFile.isEmpty()) {
      return LocalInstance.of(data);
    }
    if (collector.isEmpty() || controller.isEmpty() || tokenFile.isEmpty()) {
      throw new InvalidInputException(
          "--collector", "all of --collector, --controller and --token-file, or none", "");
    }
    try {
      var token = Files.readString(tokenFile.get(), StandardCharsets.UTF_8).strip();
      return new LocalInstance(controller.get(), collector.get(), token);
    } catch (IOException e) {
      throw new InvalidInputException("--token-file", "a readable file", e.toString());
    }
  }

  private static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  private static int report(
      Destination destination, Mapping plan, Replay.Outcome outcome, PrintWriter out)
      throws InterruptedException {
    if (outcome.sent().isEmpty()) {
      out.println("The recording has no numbers.");
      return 0;
    }
    awaitDrained(destination);
    awaitVisible(destination, outcome);
    Map<PointId, Summary> kept = new LinkedHashMap<>();
    for (var point : outcome.sent().keySet()) {
      destination.kept(point, outcome.first(), outcome.last()).ifPresent(it -> kept.put(point, it));
    }
    List<Point> points =
        plan.columns().values().stream().filter(it -> outcome.sent().containsKey(it.id())).toList();
    out.printf("%nIn the history from %s to %s:%n", outcome.first(), outcome.last());
    var different = new Report(out).print(points, outcome.sent(), kept);
    if (different > 0) {
      out.printf("%d of %d points differ from the recording.%n", different, points.size());
    } else {
      out.printf("All %d points are as recorded.%n", points.size());
    }
    out.flush();
    return different > 0 ? 1 : 0;
  }

  private static void awaitDrained(Destination destination) throws InterruptedException {
    var end = System.nanoTime() + DRAIN.toNanos();
    while (!destination.isDrained()) {
      if (System.nanoTime() > end) {
        throw new InvalidInputException(
            "history",
            "a store that takes what the collector has",
            "nothing, for minutes; see /api/v1/state of the collector");
      }
      Thread.sleep(PAUSE);
    }
  }

  /** A store may take a moment until what it has written can be read. */
  private static void awaitVisible(Destination destination, Replay.Outcome outcome)
      throws InterruptedException {
    for (var point : outcome.sent().entrySet()) {
      var seen = -1L;
      var end = System.nanoTime() + SETTLE.toNanos();
      while (seen < point.getValue().count() && System.nanoTime() < end) {
        var count = destination.count(point.getKey(), outcome.first(), outcome.last());
        if (count != seen) {
          seen = count;
          end = System.nanoTime() + SETTLE.toNanos();
        }
        if (seen < point.getValue().count()) {
          Thread.sleep(PAUSE);
        }
      }
    }
  }
}
