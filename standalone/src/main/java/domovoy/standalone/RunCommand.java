package domovoy.standalone;

import domovoy.service.RunningProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./domovoy run}: everything in one process, until it is told to stop. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs everything in one process on embedded stores, with a simulated house.",
      "Ctrl-C stops it. What it logs is in DIR/log."
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      defaultValue = "data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ./${DEFAULT-VALUE}).")
  private Path data;

  @Mixin private Ports ports;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var house = AllInOne.start(data, ports);
    var out = spec.commandLine().getOut();
    out.println(
        house
            .welcome()
            .map(it -> "Domovoy is at %s; sign in, this once, by %s".formatted(house.uri(), it))
            .orElseGet(() -> "Domovoy is at %s".formatted(house.uri())));
    out.flush();
    RunningProgram.await(house);
    return 0;
  }
}
