package domovoy.alerting.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import domovoy.core.Json;
import java.net.URI;
import java.nio.file.Path;

/**
 * How outside evaluators send their alerts to the controller, as their own configuration. A token
 * of scope {@code alerts} is named in it and never written into it.
 */
public final class Webhook {
  private static final String RECEIVER = "domovoy";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** An alert moves things in the house, so it does not wait for others to be sent with. */
  private static final String WAIT = "1s";

  private static final String INTERVAL = "5s";

  /** A controller that has missed a delivery hears of what still fires after this. */
  private static final String REPEAT = "5m";

  private Webhook() {}

  /**
   * Configuration of Alertmanager.
   *
   * @param controller its address
   * @param tokenFile where Alertmanager finds the token
   */
  public static String alertmanager(URI controller, Path tokenFile) {
    var file = NODES.objectNode();
    var route = file.putObject("route").put("receiver", RECEIVER);
    route.putArray("group_by").add("alertname");
    route.put("group_wait", WAIT).put("group_interval", INTERVAL).put("repeat_interval", REPEAT);
    var receiver = file.putArray("receivers").addObject().put("name", RECEIVER);
    var webhook = receiver.putArray("webhook_configs").addObject();
    webhook.put("url", controller.resolve("/api/v1/alerts/alertmanager").toString());
    webhook.put("send_resolved", true);
    webhook
        .putObject("http_config")
        .putObject("authorization")
        .put("type", "Bearer")
        .put("credentials_file", tokenFile.toString());
    return yaml(file);
  }

  /**
   * A file that provisions Grafana's contact point and notification policy. The token is taken from
   * Grafana's environment variable {@code DOMOVOY_ALERTS_TOKEN}.
   *
   * @param controller its address
   */
  public static String grafana(URI controller) {
    var file = NODES.objectNode().put("apiVersion", 1);
    var point = file.putArray("contactPoints").addObject().put("orgId", 1).put("name", RECEIVER);
    var receiver = point.putArray("receivers").addObject();
    receiver.put("uid", RECEIVER).put("type", "webhook");
    receiver
        .putObject("settings")
        .put("url", controller.resolve("/api/v1/alerts/grafana").toString())
        .put("httpMethod", "POST")
        .put("authorization_scheme", "Bearer")
        .put("authorization_credentials", "$DOMOVOY_ALERTS_TOKEN");
    var policy = file.putArray("policies").addObject().put("orgId", 1).put("receiver", RECEIVER);
    policy.putArray("group_by").add("alertname");
    policy.put("group_wait", WAIT).put("group_interval", INTERVAL).put("repeat_interval", REPEAT);
    return yaml(file);
  }

  private static String yaml(JsonNode content) {
    try {
      return Json.yaml().writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can always be written", e);
    }
  }
}
