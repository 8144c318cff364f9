package domovoy.exporters;

import domovoy.service.Door;
import domovoy.service.Health;
import domovoy.service.TokenFile;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.TreeMap;

/** The exporters, running: one {@code /metrics} for the house and for Domovoy itself. */
public final class Exporters implements AutoCloseable {
  private final PartClient client;
  private final Door door;

  private Exporters(PartClient client, Door door) {
    this.client = client;
    this.door = door;
  }

  /**
   * Starts them. The controller need not be there.
   *
   * @throws domovoy.core.InvalidInputException naming the setting that is wrong or the port that is
   *     taken
   */
  public static Exporters start(ExportersSettings settings, InstantSource clock) {
    var controller = settings.controller();
    var token = controller.tokenFile().map(it -> TokenFile.read("controller.token-file", it));
    var parts = new TreeMap<String, URI>(settings.parts());
    parts.put(Part.CONTROLLER, controller.url());
    var client = new PartClient(controller.url(), token);
    var survey = new Survey(client, parts, clock);
    var metrics = new CollectorRegistry();
    metrics.register(survey);
    var health = new Health();
    health.check("controller", survey::fault);
    try {
      return new Exporters(client, Door.open(settings.http(), health, metrics, _ -> {}));
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** Where they are, as seen from this machine. */
  public URI uri() {
    return door.uri();
  }

  @Override
  public void close() {
    door.close();
    client.close();
  }
}
