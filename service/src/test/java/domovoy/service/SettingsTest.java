package domovoy.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  record Neighbour(Optional<String> url, Optional<String> tokenFile) {}

  record Example(
      DoorSettings http, Optional<Neighbour> controller, Optional<Duration> every, int count) {}

  @TempDir Path folder;

  @Test
  void areReadFromTheFile() throws Exception {
    var example = load("http: {port: 8082, max-body: 1000}\nevery: PT5S\n", Map.of());
    assertThat(example.http().port()).isEqualTo(8082);
    assertThat(example.http().maxBody()).isEqualTo(1000);
    assertThat(example.http().host()).isEqualTo("127.0.0.1");
    assertThat(example.every()).contains(Duration.ofSeconds(5));
    assertThat(example.count()).isZero();
  }

  @Test
  void areOverriddenByTheEnvironment() throws Exception {
    var example =
        load(
            "http: {port: 8082}\ncontroller: {url: 'http://a'}\n",
            Map.of(
                "DOMOVOY_EXAMPLE_HTTP_MAX_BODY", "77",
                "DOMOVOY_EXAMPLE_CONTROLLER_TOKEN_FILE", "/run/token",
                "DOMOVOY_OTHER_HTTP_PORT", "1"));
    assertThat(example.http().port()).isEqualTo(8082);
    assertThat(example.http().maxBody()).isEqualTo(77);
    assertThat(example.controller())
        .contains(new Neighbour(Optional.of("http://a"), Optional.of("/run/token")));
  }

  @Test
  void mayComeFromTheEnvironmentAlone() {
    var example =
        Settings.load(
            Example.class,
            "example",
            Optional.empty(),
            Map.of("DOMOVOY_EXAMPLE_HTTP_PORT", "9", "DOMOVOY_EXAMPLE_CONTROLLER_URL", "http://b"));
    assertThat(example.http().port()).isEqualTo(9);
    assertThat(example.controller().orElseThrow().url()).contains("http://b");
  }

  @Test
  void refuseAnUnknownKeyAndNameTheOneThatWasMeant() {
    refuses("http: {port: 1, prot: 8082}\n", "http.prot", "port (unknown key)");
  }

  @Test
  void refuseAnUnknownVariable() {
    assertThatThrownBy(() -> load("", Map.of("DOMOVOY_EXAMPLE_HTP_PORT", "1")))
        .hasMessageContaining("htp_port");
  }

  @Test
  void refuseAWrongValueAndNameItsKey() {
    refuses("http: {port: 70000}\n", "http.port", "a port from 0 to 65535", "70000");
    refuses("http: {port: many}\n", "http.port");
    refuses("every: soon\n", "every");
  }

  @Test
  void refuseWhatIsNotYamlAndNameTheLine() {
    refuses("http:\n  port: [1\n", "line ");
  }

  @Test
  void refuseAFileThatIsNotThere() {
    assertThatThrownBy(
            () ->
                Settings.load(
                    Example.class, "example", Optional.of(folder.resolve("absent.yaml")), Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("absent.yaml");
  }

  private void refuses(String yaml, String... words) {
    assertThatThrownBy(() -> load(yaml, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(words);
  }

  private Example load(String yaml, Map<String, String> environment) throws Exception {
    var file = Files.writeString(folder.resolve("example.yaml"), yaml);
    return Settings.load(Example.class, "example", Optional.of(file), environment);
  }
}
