package domovoy.edge.driver.arduino;

import domovoy.edge.driver.serial.SerialLine;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * Asks what is on a serial port whether it speaks the protocol, once, and leaves it alone again.
 *
 * @param port the serial port, such as {@code /dev/ttyACM0}
 * @param baud the rate at which its program speaks
 */
public record BoardProbe(String port, int baud) {
  private static final Duration SILENCE = Duration.ofSeconds(3);

  /** How it answered. */
  public sealed interface Answer {
    /**
     * It has introduced itself.
     *
     * @param name what its program calls itself
     * @param points how many it has described
     */
    record Announced(String name, int points) implements Answer {}

    /**
     * It has not within 10 s, or speaks another version.
     *
     * @param why for people
     */
    record Silent(String why) implements Answer {}
  }

  /**
   * Opens the port, which restarts an Arduino, and waits for at most 10 s.
   *
   * @throws IOException when there is no such port, or another program has it
   */
  public Answer ask() throws IOException, InterruptedException {
    try (var line = SerialLine.open(port, baud)) {
      try {
        var board = new Handshake(line, SILENCE, new SecureRandom()).introduce();
        return new Answer.Announced(board.welcome().name(), board.points().size());
      } catch (IOException e) {
        return new Answer.Silent(e.getMessage());
      }
    }
  }
}
