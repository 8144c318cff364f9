package domovoy.standalone;

import domovoy.alerting.command.RulesCommand;
import domovoy.collector.CollectorCommand;
import domovoy.collector.replay.ReplayCommand;
import domovoy.controller.ControllerCommand;
import domovoy.edge.EdgeCommand;
import domovoy.exporters.ExportersCommand;
import domovoy.standalone.backtest.BacktestCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Domovoy. */
@Command(
    name = "domovoy",
    mixinStandardHelpOptions = true,
    description = "Watches and runs a house.",
    subcommands = {
      RunCommand.class,
      EdgeCommand.class,
      CollectorCommand.class,
      ControllerCommand.class,
      ExportersCommand.class,
      ReplayCommand.class,
      RulesCommand.class,
      DashboardsCommand.class,
      ReportCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Log.toStandardError();
    var line = new CommandLine(new Main());
    // not in RulesCommand: it needs the collector's recordings, which the rules know nothing of
    line.getSubcommands().get("rules").addSubcommand(new BacktestCommand());
    var status =
        line.setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(new Complaint())
            .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    System.exit(status);
  }
}
