package domovoy.controller.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import domovoy.core.InvalidInputException;

/**
 * A password as it was typed. Never printed.
 *
 * @param text at most 200 characters
 */
record Password(String text) {
  private static final int SHORTEST = 10;
  private static final int LONGEST = 200;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  Password {
    if (text == null || text.isEmpty() || text.length() > LONGEST) {
      throw new InvalidInputException("password", "1 to " + LONGEST + " characters", "");
    }
  }

  /** For one that is newly chosen. */
  Password requireGood(String name) {
    if (text.length() < SHORTEST || text.equalsIgnoreCase(name)) {
      throw new InvalidInputException(
          "password", "at least %d characters, and not the name".formatted(SHORTEST), "");
    }
    return this;
  }

  @Override
  public String toString() {
    return "Password[…]";
  }
}
