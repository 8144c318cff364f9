package domovoy.exporters;

import domovoy.core.InvalidInputException;
import picocli.CommandLine;

/** The exporters as a program. */
public final class ExportersMain {
  private ExportersMain() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ExportersCommand())
            .setExecutionExceptionHandler(
                (e, command, _) -> {
                  if (e instanceof InvalidInputException) {
                    command.getErr().println("exporters: " + e.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                  }
                  throw e;
                })
            .execute(arguments));
  }
}
