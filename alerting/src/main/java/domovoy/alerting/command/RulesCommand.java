package domovoy.alerting.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code domovoy rules}. */
@Command(
    name = "rules",
    description = "Check, test and export rule files.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CheckCommand.class,
      ExportCommand.class,
      TestCommand.class,
      WebhookCommand.class
    })
public final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with the rules: see --help.");
  }
}
