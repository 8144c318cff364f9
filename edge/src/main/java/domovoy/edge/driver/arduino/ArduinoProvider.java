package domovoy.edge.driver.arduino;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.edge.driver.serial.Line;
import domovoy.edge.driver.serial.SerialLine;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code arduino}: a board on a serial line that speaks the protocol of {@code
 * docs/serial-protocol.md}. It says by itself which points it has; those in the configuration give
 * a title or a safe state to a point of the same id.
 */
public final class ArduinoProvider implements DriverProvider {
  private static final Logger LOG = LoggerFactory.getLogger(ArduinoProvider.class);
  private static final int USUAL_BAUD = 115_200;
  private static final int LOWEST_BAUD = 1_200;
  private static final int HIGHEST_BAUD = 2_000_000;
  private static final Duration USUAL_SILENCE = Duration.ofSeconds(3);
  private static final Duration SHORTEST_SILENCE = Duration.ofMillis(1_500);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  /**
   * The driver's settings.
   *
   * @param port the serial port, such as {@code /dev/ttyACM0} or one in {@code /dev/serial/by-id/}
   * @param baud its rate, 1,200 to 2,000,000; 115,200 unless told otherwise
   * @param silence after which the board makes its outputs safe when it hears nothing, 1.5 to 60 s;
   *     3 s unless told otherwise
   */
  record Board(String port, Integer baud, Duration silence) {
    Board {
      if (port == null || port.isBlank()) {
        throw new InvalidInputException("port", "a serial port such as /dev/ttyACM0", "");
      }
      baud = baud == null ? USUAL_BAUD : baud;
      if (baud < LOWEST_BAUD || baud > HIGHEST_BAUD) {
        throw new InvalidInputException("baud", "1200 to 2000000", baud.toString());
      }
      silence = silence == null ? USUAL_SILENCE : silence;
      if (silence.compareTo(SHORTEST_SILENCE) < 0 || silence.compareTo(LONGEST_SILENCE) > 0) {
        throw new InvalidInputException("silence", "PT1.5S to PT60S", silence.toString());
      }
    }
  }

  @Override
  public String type() {
    return "arduino";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var board = settings.settings(Board.class);
    settings.device(context.node(), List.of()); // complains of a missing area now
    return new Driver(
        List.of(),
        (_, listener) -> {
          var line = SerialLine.open(board.port(), board.baud());
          try {
            return connect(settings, context, board, line, listener);
          } catch (Exception e) {
            line.close();
            throw e;
          }
        });
  }

  /** Begins a session on the line; the link closes it. */
  static Link connect(
      DeviceSettings settings, DriverContext context, Board board, Line line, Listener listener)
      throws IOException, InterruptedException {
    var introduced = new Handshake(line, board.silence(), new SecureRandom()).introduce();
    var points = new TreeMap<Integer, BoardPoint>();
    try {
      introduced
          .points()
          .forEach(
              (number, it) ->
                  points.put(number, BoardPoint.of(it, settings.id(), settings.points())));
    } catch (InvalidInputException e) {
      throw new IOException("the board describes what cannot be: " + e.getMessage(), e);
    }
    LOG.info(
        "device {} is the board {} with {} points",
        settings.id(),
        introduced.welcome().name(),
        points.size());
    List<Point> known = points.values().stream().map(BoardPoint::point).toList();
    listener.devices(List.of(settings.device(context.node(), known)));
    var link = new BoardLink(line, introduced.conversation(), points, listener, context.clock());
    link.start();
    return link;
  }
}
