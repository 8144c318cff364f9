package domovoy.edge;

import domovoy.core.InvalidInputException;
import domovoy.service.RunningProgram;
import domovoy.service.Settings;
import domovoy.service.signing.PairingCode;
import domovoy.service.signing.PairingRefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./domovoy edge}: runs a node, pairs it, or programs its boards. */
@Command(
    name = "edge",
    mixinStandardHelpOptions = true,
    description = {
      "Runs an edge node: drives its devices, takes commands from the controller and sends readings"
          + " to the collector. See docs/edge.md.",
      "",
      "Every setting can also come from the environment: http.port is DOMOVOY_EDGE_HTTP_PORT."
    },
    subcommands = {EdgeCommand.Pair.class, FlashCommand.class})
public final class EdgeCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the node's settings, in YAML; without it, all from the environment")
  private Path config;

  @Spec private CommandSpec spec;

  /** Starts the program alone, without the launcher. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new EdgeCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      var edge = Edge.start(settings(config));
      spec.commandLine().getOut().println("edge node is at " + edge.uri());
      spec.commandLine().getOut().flush();
      RunningProgram.await(edge);
      return 0;
    } catch (InvalidInputException e) {
      return fail(spec, e);
    }
  }

  private static EdgeSettings settings(Path config) {
    return Settings.load(
        EdgeSettings.class, "edge", Optional.ofNullable(config), Map.copyOf(System.getenv()));
  }

  private static int fail(CommandSpec spec, Exception e) {
    spec.commandLine().getErr().println("domovoy edge: " + e.getMessage());
    return FAILED;
  }

  /** {@code ./domovoy edge pair}. */
  @Command(
      name = "pair",
      mixinStandardHelpOptions = true,
      description = {
        "Pairs this node with its controller, with a code that the controller shows. The code and"
            + " the key that comes of it do not travel over the network."
      })
  static final class Pair implements Callable<Integer> {
    @Option(
        names = "--controller",
        required = true,
        paramLabel = "URL",
        description = "the controller, such as http://server:8080")
    private URI controller;

    @Option(
        names = "--code",
        required = true,
        paramLabel = "CODE",
        description = "the code, such as ABCD-EFGH-JKMN")
    private String code;

    @Option(names = "--config", paramLabel = "FILE", description = "the node's settings, in YAML")
    private Path config;

    @Option(
        names = "--address",
        paramLabel = "URL",
        description =
            "how the controller reaches this node, such as http://pi-1:8083; without it, the"
                + " address of the settings")
    private URI address;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      try {
        var settings = settings(config);
        var reached =
            Optional.ofNullable(address).or(settings::address).orElseGet(() -> local(settings));
        EdgePairing.pair(settings, controller, PairingCode.parse(code), reached);
        spec.commandLine()
            .getOut()
            .println("node %s is paired with %s".formatted(settings.node(), controller));
        return 0;
      } catch (InvalidInputException | PairingRefusedException e) {
        return fail(spec, e);
      } catch (IOException e) {
        var why = Optional.ofNullable(e.getMessage()).orElse("nothing answers there");
        return fail(spec, new IOException("%s: %s".formatted(controller, why), e));
      }
    }

    private static URI local(EdgeSettings settings) {
      var http = settings.http();
      return URI.create(
          "%s://%s:%d"
              .formatted(http.tls().isPresent() ? "https" : "http", http.host(), http.port()));
    }
  }
}
