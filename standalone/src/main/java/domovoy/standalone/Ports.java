package domovoy.standalone;

import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.LinkedHashMap;
import picocli.CommandLine.Option;

/** Where the parts listen when they run in one process. */
final class Ports {
  private static final String LOOPBACK = "127.0.0.1";

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = LOOPBACK,
      description =
          "The address of this machine at which the page can be opened (default: ${DEFAULT-VALUE},"
              + " this machine alone).")
  private String host = LOOPBACK;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The page and the API (default: ${DEFAULT-VALUE}).")
  private int controller;

  @Option(
      names = "--collector-port",
      paramLabel = "PORT",
      defaultValue = "8082",
      description = "Takes readings (default: ${DEFAULT-VALUE}).")
  private int collector;

  @Option(
      names = "--edge-port",
      paramLabel = "PORT",
      defaultValue = "8083",
      description = "The node of the simulated house (default: ${DEFAULT-VALUE}).")
  private int edge;

  @Option(
      names = "--exporters-port",
      paramLabel = "PORT",
      defaultValue = "8084",
      description = "Metrics for Prometheus (default: ${DEFAULT-VALUE}).")
  private int exporters;

  @Option(
      names = "--history-port",
      paramLabel = "PORT",
      defaultValue = "9000",
      description = "The embedded history (default: ${DEFAULT-VALUE}).")
  private int history;

  /**
   * Complains before anything is started, so that nothing has to be undone.
   *
   * @throws InvalidInputException naming the option whose port is taken, used twice or none
   */
  void requireFree() {
    var options = new LinkedHashMap<String, Integer>();
    options.put("--port", controller);
    options.put("--collector-port", collector);
    options.put("--edge-port", edge);
    options.put("--exporters-port", exporters);
    options.put("--history-port", history);
    var seen = new HashSet<Integer>();
    options.forEach(
        (option, port) -> {
          if (port < 1 || port > 65_535) {
            throw new InvalidInputException(option, "a port from 1 to 65535", "" + port);
          }
          if (!seen.add(port)) {
            throw new InvalidInputException(option, "a port of its own", "" + port);
          }
          requireFree(option, option.equals("--port") ? host : LOOPBACK, port);
        });
  }

  private static void requireFree(String option, String host, int port) {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new InvalidInputException("--host", "an address of this machine", host);
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException e) {
      throw new InvalidInputException(
          option,
          "a free port; choose another one",
          "%s:%d (%s)".formatted(host, port, e.getMessage()));
    }
  }

  String host() {
    return host;
  }

  int controller() {
    return controller;
  }

  int collector() {
    return collector;
  }

  int edge() {
    return edge;
  }

  int exporters() {
    return exporters;
  }

  int history() {
    return history;
  }
}
