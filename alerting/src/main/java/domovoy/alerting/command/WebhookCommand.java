package domovoy.alerting.command;

import domovoy.alerting.export.Webhook;
import domovoy.core.InvalidInputException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domovoy rules webhook}: the file goes to standard output. */
@Command(
    name = "webhook",
    description = "Write the configuration that makes Alertmanager or Grafana tell the controller.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class WebhookCommand implements Callable<Integer> {
  /** Who tells. */
  enum Format {
    alertmanager,
    grafana
  }

  @Option(
      names = "--format",
      defaultValue = "alertmanager",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--controller",
      defaultValue = "http://127.0.0.1:8080",
      paramLabel = "URL",
      description = "The controller, as they reach it. Default: ${DEFAULT-VALUE}.")
  private URI controller;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "Where Alertmanager finds a token of scope alerts.",
        "Grafana takes it from its environment, as DOMOVOY_ALERTS_TOKEN."
      })
  private Optional<Path> tokenFile = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      if (controller.getHost() == null) {
        throw new InvalidInputException(
            "--controller", "an address such as http://127.0.0.1:8080", controller.toString());
      }
      var file =
          switch (format) {
            case alertmanager ->
                Webhook.alertmanager(
                    controller,
                    tokenFile.orElseThrow(
                        () ->
                            new InvalidInputException(
                                "--token-file", "the file with the token of scope alerts", "")));
            case grafana -> Webhook.grafana(controller);
          };
      spec.commandLine().getOut().print(file);
      spec.commandLine().getOut().flush();
      return 0;
    } catch (InvalidInputException e) {
      e.faults().forEach(it -> spec.commandLine().getErr().println("WRONG " + it));
      return 2;
    }
  }
}
