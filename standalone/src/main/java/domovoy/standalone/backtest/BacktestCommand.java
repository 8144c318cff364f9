package domovoy.standalone.backtest;

import domovoy.alerting.backtest.BacktestReport;
import domovoy.alerting.backtest.BacktestText;
import domovoy.core.InvalidInputException;
import domovoy.service.LocalInstance;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domovoy rules backtest}. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what rules would have done over the history of a running house, or over a recording.",
      "Nothing is moved and nothing is kept."
    })
public final class BacktestCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "RULE", description = "Which rules. Default: all.")
  private List<String> chosen = List.of();

  @Option(names = "--from", paramLabel = "TIME", description = "A time or a date.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "A time or a date.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "The mode that the house is taken to be in.")
  private Optional<String> mode = Optional.empty();

  @Option(
      names = "--data",
      defaultValue = "data",
      paramLabel = "DIR",
      description = "The data folder of the running Domovoy (default: ./${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--controller",
      paramLabel = "URL",
      description = "A controller elsewhere; needs --token-file too.")
  private Optional<URI> controller = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with a token of scope read.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "A rule to try instead of what the house has, as beneath a dash in a file.")
  private Optional<Path> text = Optional.empty();

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      description = "A recorded house (CSV) instead of a running one; needs --mapping and --rules.")
  private Optional<Path> recording = Optional.empty();

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "Which column is which point; see examples/house-2016.yaml.")
  private Optional<Path> mapping = Optional.empty();

  @Option(names = "--rules", paramLabel = "FILE", description = "A rule file for the recording.")
  private Optional<Path> rules = Optional.empty();

  @Option(
      names = "--house",
      paramLabel = "FILE",
      description = "More points beside those of the recording, as house.yaml.")
  private Optional<Path> house = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (recording.isPresent()) {
      var past = RecordedPast.of(recording.get(), given("--mapping", mapping), house);
      print(past.run(given("--rules", rules), chosen, mode, from, to), past.house().site().zone());
      return 0;
    }
    var question = new LinkedHashMap<String, Object>();
    question.put("from", given("--from", from));
    question.put("to", given("--to", to));
    mode.ifPresent(it -> question.put("mode", it));
    text.ifPresent(it -> question.put("text", RecordedPast.text("--text", it)));
    if (!chosen.isEmpty()) {
      question.put("rules", chosen);
    }
    try (var client = client()) {
      print(client.backtest(Map.copyOf(question)), client.zone());
      return 0;
    }
  }

  private RunningHouseClient client() {
    if (controller.isPresent()) {
      var token = RecordedPast.text("--token-file", given("--token-file", tokenFile)).strip();
      return new RunningHouseClient(controller.get(), token);
    }
    var local = LocalInstance.of(data);
    return new RunningHouseClient(local.controller(), local.token());
  }

  private static <T> T given(String option, Optional<T> value) {
    return value.orElseThrow(
        () -> new InvalidInputException(option, "the option, without which it cannot go on", ""));
  }

  private void print(BacktestReport report, java.time.ZoneId zone) {
    var out = spec.commandLine().getOut();
    out.print(BacktestText.of(report, zone));
    out.flush();
  }
}
