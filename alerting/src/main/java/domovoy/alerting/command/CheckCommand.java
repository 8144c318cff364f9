package domovoy.alerting.command;

import domovoy.alerting.RuleSet;
import domovoy.alerting.analysis.Analysis;
import domovoy.alerting.analysis.Finding;
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
 * {@code domovoy rules check}: exit code 0 when nothing is found, 1 with findings, 2 for a wrong
 * file. With {@code --house} all files are looked at together, otherwise each against its own.
 */
@Command(
    name = "check",
    description = "Look for conflicts, loops, dead conditions and other mistakes in rule files.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rule files.")
  private List<Path> files = List.of();

  @Option(
      names = "--house",
      paramLabel = "FILE",
      description = "The house, as house.yaml. Default: the key house of each file.")
  private Optional<Path> house = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var read = new ArrayList<RuleFile>();
    var wrong = false;
    for (var path : files) {
      try {
        read.add(RuleFile.read(path, house));
      } catch (InvalidInputException e) {
        e.faults().forEach(it -> out.println(path + ": WRONG " + it));
        wrong = true;
      }
    }
    var found = 0;
    try {
      for (var group : groups(read)) {
        for (var finding : findings(group)) {
          out.println(fileOf(finding, group) + ": " + finding);
          found++;
        }
      }
    } catch (InvalidInputException e) {
      e.faults().forEach(it -> out.println("WRONG " + it));
      wrong = true;
    }
    var rules = read.stream().mapToInt(it -> it.rules().rules().size()).sum();
    out.printf("%d rules in %d files, %d findings%n", rules, read.size(), found);
    return wrong ? 2 : found > 0 ? 1 : 0;
  }

  private List<List<RuleFile>> groups(List<RuleFile> read) {
    return house.isPresent() && !read.isEmpty()
        ? List.of(read)
        : read.stream().map(List::of).toList();
  }

  private static List<Finding> findings(List<RuleFile> group) {
    var rules = group.stream().map(RuleFile::rules).reduce(RuleSet.EMPTY, RuleSet::and);
    return Analysis.of(rules, group.getFirst().house());
  }

  private static Path fileOf(Finding finding, List<RuleFile> group) {
    return group.stream()
        .filter(it -> it.rules().rule(finding.rules().getFirst()).isPresent())
        .findFirst()
        .orElseThrow()
        .path();
  }
}
