package domovoy.alerting.command;

import domovoy.alerting.scenario.JUnitReport;
import domovoy.alerting.scenario.ScenarioReader;
import domovoy.alerting.scenario.ScenarioReport;
import domovoy.alerting.scenario.ScenarioResult;
import domovoy.alerting.scenario.ScenarioRunner;
import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.xml.stream.XMLStreamException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domovoy rules test}: exit code 0 when all pass, 1 when one fails, 2 for a wrong file. */
@Command(
    name = "test",
    description = "Run the tests in rule files, in simulated time.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rule files with tests.")
  private List<Path> files = List.of();

  @Option(
      names = "--house",
      paramLabel = "FILE",
      description = "The house, as house.yaml. Default: the key house of each file.")
  private Optional<Path> house = Optional.empty();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results there as JUnit XML.")
  private Optional<Path> junit = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, XMLStreamException {
    var out = spec.commandLine().getOut();
    var results = new LinkedHashMap<String, List<ScenarioResult>>();
    var wrong = false;
    for (var path : files) {
      out.println(path);
      try {
        var file = RuleFile.read(path, house);
        var ran =
            ScenarioReader.read(file.yaml(), file.house()).stream()
                .map(it -> ScenarioRunner.run(file.rules(), file.house(), it))
                .toList();
        results.put(path.toString(), ran);
        out.print(ScenarioReport.of(path.getFileName().toString(), ran));
        if (ran.isEmpty()) {
          out.println("  no tests");
        }
      } catch (InvalidInputException e) {
        e.faults().forEach(it -> out.println("  WRONG " + it));
        wrong = true;
      }
    }
    if (junit.isPresent()) {
      try (var writer = Files.newBufferedWriter(junit.get())) {
        JUnitReport.write(results, writer);
      }
    }
    return summary(results, wrong);
  }

  private int summary(Map<String, List<ScenarioResult>> results, boolean wrong) {
    var all = results.values().stream().flatMap(List::stream).toList();
    var failed = all.stream().filter(it -> !it.passed()).count();
    spec.commandLine()
        .getOut()
        .printf(
            "%d passed, %d failed%s%n",
            all.size() - failed, failed, wrong ? ", and a file is wrong" : "");
    return wrong ? 2 : failed > 0 ? 1 : 0;
  }
}
