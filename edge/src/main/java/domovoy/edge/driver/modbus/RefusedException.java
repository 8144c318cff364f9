package domovoy.edge.driver.modbus;

import java.io.IOException;

/** The slave answered that it will not: a Modbus exception. The slave itself is well. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  RefusedException(int code) {
    super("the slave refuses: " + meaning(code));
  }

  private static String meaning(int code) {
    return switch (code) {
      case 1 -> "it does not know the function (exception 1)";
      case 2 -> "it has no such address (exception 2)";
      case 3 -> "the value is not allowed (exception 3)";
      case 4 -> "it failed (exception 4)";
      case 6 -> "it is busy (exception 6)";
      case 10, 11 -> "the gateway does not reach it (exception %d)".formatted(code);
      default -> "exception " + code;
    };
  }
}
