package domovoy.alerting.command;

import domovoy.alerting.RuleSet;
import domovoy.alerting.export.Export;
import domovoy.core.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code domovoy rules export}: the file goes to standard output, what is left out to the other.
 */
@Command(
    name = "export",
    description = "Write rules as alerting rules of Prometheus or Grafana.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  /** Whom the rules are for. */
  enum Format {
    prometheus,
    grafana
  }

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rule files.")
  private List<Path> files = List.of();

  @Option(
      names = "--format",
      defaultValue = "prometheus",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--house",
      paramLabel = "FILE",
      description = "The house, as house.yaml. Default: the key house of each file.")
  private Optional<Path> house = Optional.empty();

  @Option(
      names = "--data-source",
      paramLabel = "UID",
      defaultValue = "prometheus",
      description = "Uid of Grafana's Prometheus data source. Default: ${DEFAULT-VALUE}.")
  private String dataSource;

  @Option(
      names = "--with-actions",
      description = {
        "Let an alert of Prometheus also set the point that the rule sets, while it fires.",
        "For rules that do not run in the controller."
      })
  private boolean acting;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var read = new ArrayList<RuleFile>();
    try {
      for (var path : files) {
        read.add(RuleFile.read(path, house));
      }
      var rules = read.stream().map(RuleFile::rules).reduce(RuleSet.EMPTY, RuleSet::and);
      var of = read.getFirst().house();
      var export =
          switch (format) {
            case prometheus -> Export.prometheus(rules, of, acting);
            case grafana -> Export.grafana(rules, of, dataSource);
          };
      spec.commandLine().getOut().print(export.yaml());
      spec.commandLine().getOut().flush();
      export
          .skipped()
          .forEach(
              (rule, why) -> spec.commandLine().getErr().printf("left out %s: %s%n", rule, why));
      return 0;
    } catch (InvalidInputException e) {
      e.faults().forEach(it -> spec.commandLine().getErr().println("WRONG " + it));
      return 2;
    }
  }
}
