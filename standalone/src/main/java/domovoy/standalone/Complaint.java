package domovoy.standalone;

import domovoy.core.InvalidInputException;
import picocli.CommandLine;

/** Says what went wrong in one line; the whole story only when it is a fault of Domovoy itself. */
final class Complaint implements CommandLine.IExecutionExceptionHandler {
  private static final int FAILED = 1;

  @Override
  public int handleExecutionException(
      Exception e, CommandLine command, CommandLine.ParseResult arguments) {
    if (e instanceof InvalidInputException) {
      command.getErr().println("domovoy: " + e.getMessage());
      return FAILED;
    }
    command.getErr().println("domovoy: failed; this is a fault of Domovoy, please report it:");
    e.printStackTrace(command.getErr());
    return FAILED;
  }
}
