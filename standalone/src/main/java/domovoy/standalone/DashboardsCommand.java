package domovoy.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.dashboards.Dashboards;
import domovoy.dashboards.Language;
import domovoy.dashboards.Sources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./domovoy dashboards}: writes the files with which Grafana provisions itself. */
@Command(
    name = "dashboards",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes Grafana's dashboards from the house model: of a running Domovoy, or of a file.",
      "Files of an earlier run are replaced; those of dashboards that are no more are removed."
    })
final class DashboardsCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      defaultValue = "data",
      paramLabel = "DIR",
      description = "The data folder of the running Domovoy (default: ./${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--house",
      paramLabel = "FILE",
      description = "The house, as house.yaml, instead of the one that runs.")
  private Optional<Path> house = Optional.empty();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go.")
  private Path out;

  @Option(
      names = "--grafana-path",
      paramLabel = "DIR",
      description = "Where Grafana will find that folder, if elsewhere than here.")
  private Optional<Path> grafanaPath = Optional.empty();

  @Option(
      names = "--language",
      split = ",",
      paramLabel = "LANGUAGE",
      description = "${COMPLETION-CANDIDATES}; both unless told otherwise.")
  private List<Language> languages = Language.ALL;

  @Option(
      names = "--influx-url",
      defaultValue = "http://127.0.0.1:8086",
      paramLabel = "URL",
      description = "InfluxDB, as Grafana reaches it (default: ${DEFAULT-VALUE}).")
  private URI influx;

  @Option(
      names = "--influx-database",
      defaultValue = "domovoy",
      paramLabel = "NAME",
      description = "Its database or bucket (default: ${DEFAULT-VALUE}).")
  private String database;

  @Option(
      names = "--influx-token",
      description = "Let Grafana send the token in its environment as DOMOVOY_INFLUX_TOKEN.")
  private boolean token;

  @Option(
      names = "--prometheus-url",
      defaultValue = "http://127.0.0.1:9090",
      paramLabel = "URL",
      description = "Prometheus, as Grafana reaches it (default: ${DEFAULT-VALUE}).")
  private URI prometheus;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var model = house.isPresent() ? read(house.get()) : LocalHouse.of(data);
    var files =
        Dashboards.files(
            model,
            languages,
            new Sources(influx, database, token, prometheus),
            grafanaPath.orElse(out.toAbsolutePath().normalize()));
    try {
      for (var language : Language.ALL) {
        removeDashboards(out.resolve("dashboards").resolve(language.code()));
      }
      for (var file : files.entrySet()) {
        var path = out.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    } catch (IOException e) {
      throw new InvalidInputException("--out", "a folder that can be written to", e.toString());
    }
    var dashboards = files.keySet().stream().filter(it -> it.startsWith("dashboards/")).count();
    spec.commandLine().getOut().printf("%d dashboards are in %s%n", dashboards, out);
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static void removeDashboards(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder, "*.json")) {
      for (var file : files) {
        Files.delete(file);
      }
    }
  }

  private static House read(Path file) {
    try {
      return Json.yaml().readValue(Files.readString(file), House.class);
    } catch (JsonProcessingException e) {
      throw Json.explain(file.toString(), e);
    } catch (IOException e) {
      throw new InvalidInputException("--house", "a file that can be read", e.toString());
    }
  }
}
