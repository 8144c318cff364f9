package domovoy.controller;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.controller.store.StoreException;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.service.FolderLock;
import domovoy.service.LocalInstance;
import domovoy.service.RunningProgram;
import domovoy.service.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./domovoy controller}: runs the controller, or asks the running one for a pairing code.
 */
@Command(
    name = "controller",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the controller: the house's state, rules, API and page.",
      "",
      "Every setting can also come from the environment: http.port is DOMOVOY_CONTROLLER_HTTP_PORT."
    },
    subcommands = ControllerCommand.Code.class)
public final class ControllerCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the controller's settings, in YAML; without it, all from the environment")
  private Path config;

  @Spec private CommandSpec spec;

  /** Starts the program alone, without the launcher. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ControllerCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      var settings =
          Settings.load(
              ControllerSettings.class,
              "controller",
              Optional.ofNullable(config),
              Map.copyOf(System.getenv()));
      var lock = FolderLock.take("data", settings.data());
      var controller = Controller.start(settings, InstantSource.system());
      leaveWord(controller, settings);
      var out = spec.commandLine().getOut();
      out.println("controller is at " + controller.uri());
      controller.welcome().ifPresent(it -> out.println("sign in, once and first, by " + it));
      out.flush();
      RunningProgram.await(() -> stop(controller, lock, settings.data()));
      return 0;
    } catch (InvalidInputException | StoreException | IOException e) {
      return fail(spec, e);
    }
  }

  private static void leaveWord(Controller controller, ControllerSettings settings)
      throws IOException {
    var collector =
        settings
            .collector()
            .map(ControllerSettings.Collector::url)
            .orElse(URI.create("http://127.0.0.1:8082"));
    new LocalInstance(controller.uri(), collector, controller.localToken()).write(settings.data());
  }

  private static void stop(Controller controller, FolderLock lock, Path data) throws IOException {
    controller.close();
    LocalInstance.remove(data);
    lock.close();
  }

  private static int fail(CommandSpec spec, Exception e) {
    spec.commandLine().getErr().println("domovoy controller: " + e.getMessage());
    return FAILED;
  }

  /** {@code ./domovoy controller code}. */
  @Command(
      name = "code",
      mixinStandardHelpOptions = true,
      description = {
        "Prints a code to pair one edge node with, good for ten minutes. To be typed at the node:",
        "./domovoy edge pair --controller URL --code CODE"
      })
  static final class Code implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = "data",
        description = "the data folder of the running controller (default: ${DEFAULT-VALUE})")
    private Path data;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      try (var http = HttpClient.newHttpClient()) {
        var instance = LocalInstance.of(data);
        var request =
            HttpRequest.newBuilder(instance.controller().resolve("/api/v1/nodes/codes"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + instance.token())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode body = Json.json().readTree(answer.body());
        if (answer.statusCode() != 200) {
          throw new IOException(body.path("detail").asText());
        }
        spec.commandLine()
            .getOut()
            .println(
                "%s   (one node, until %s)"
                    .formatted(body.path("code").asText(), body.path("until").asText()));
        return 0;
      } catch (InvalidInputException e) {
        return fail(spec, e);
      } catch (IOException e) {
        return fail(spec, new IOException("the controller does not answer: " + e.getMessage(), e));
      }
    }
  }
}
