package domovoy.controller.api;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.alerting.Severity;
import domovoy.controller.control.Alert;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.InvalidInputException.Fault;
import domovoy.core.Names;
import domovoy.core.PointId;
import domovoy.core.Title;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what Alertmanager (webhook, version 4) and Grafana (unified alerting) send: both have a
 * list {@code alerts} of the same form. Fields that are not needed here are passed over, whatever
 * they are.
 */
final class AlertInput {
  static final int MOST = 1_000;
  private static final int LONGEST_TEXT = 500;

  private final House house;
  private final TraceId trace;
  private final List<Fault> faults = new ArrayList<>();

  private AlertInput(House house, TraceId trace) {
    this.house = house;
    this.trace = trace;
  }

  /**
   * Every alert of the delivery.
   *
   * @throws InvalidInputException naming every fault
   */
  static List<Alert> read(JsonNode body, House house, TraceId trace) {
    var alerts = body.path("alerts");
    if (!alerts.isArray() || alerts.isEmpty() || alerts.size() > MOST) {
      throw new InvalidInputException(
          "alerts",
          "a list of 1 to %d alerts, as Alertmanager and Grafana send it".formatted(MOST),
          alerts.isArray() ? alerts.size() + " alerts" : alerts.getNodeType().toString());
    }
    var input = new AlertInput(house, trace);
    var read = new ArrayList<Alert>();
    for (var i = 0; i < alerts.size(); i++) {
      input.read(alerts.get(i), "alerts[%d]".formatted(i)).ifPresent(read::add);
    }
    if (!input.faults.isEmpty()) {
      throw new InvalidInputException(input.faults);
    }
    return read;
  }

  private Optional<Alert> read(JsonNode alert, String place) {
    var before = faults.size();
    var status = alert.path("status").asText();
    if (!status.equals("firing") && !status.equals("resolved")) {
      faults.add(new Fault(place + ".status", "firing or resolved", status));
    }
    var name = alert.path("labels").path("alertname").asText();
    if (name.isBlank()) {
      faults.add(new Fault(place + ".labels.alertname", "the alert's name", name));
    }
    var started = time(alert.path("startsAt").asText(), place + ".startsAt");
    var claim = claim(alert, place);
    if (faults.size() > before) {
      return Optional.empty();
    }
    var summary = said(alert, "summary").or(() -> said(alert, "description")).orElse(name);
    return Optional.of(
        new Alert(
            cut(name, Names.LONGEST - 20),
            fingerprint(alert),
            status.equals("firing"),
            severity(alert.path("labels").path("severity").asText()),
            Title.of(
                cut(summary, LONGEST_TEXT),
                cut(said(alert, "summary_ru").orElse(summary), LONGEST_TEXT)),
            started,
            claim,
            trace));
  }

  private Instant time(String text, String field) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      faults.add(new Fault(field, "a time such as 2026-01-01T12:00:00Z", text));
      return Instant.EPOCH;
    }
  }

  private Optional<Alert.Claim> claim(JsonNode alert, String place) {
    var point = said(alert, "domovoy_point");
    var value = said(alert, "domovoy_value");
    if (point.isEmpty() && value.isEmpty()) {
      return Optional.empty();
    }
    try {
      var definition = house.requirePoint(new PointId(point.orElse("")));
      if (!definition.kind().isCommandable()) {
        throw new InvalidInputException("point", "an actuator or a setpoint", point.orElse(""));
      }
      return Optional.of(
          new Alert.Claim(definition.id(), definition.accepts().accept(parse(value.orElse("")))));
    } catch (InvalidInputException e) {
      e.faults()
          .forEach(
              it ->
                  faults.add(new Fault(place + ".domovoy_" + it.field(), it.expected(), it.got())));
      return Optional.empty();
    }
  }

  /** A value as text: labels and annotations know nothing else. */
  private static Value parse(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Value.of(text.equals("true"));
    }
    try {
      return Value.of(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      return Value.of(text);
    }
  }

  /** Annotations are for such things; labels serve as well. */
  private static Optional<String> said(JsonNode alert, String key) {
    var annotation = alert.path("annotations").path(key).asText();
    var text = annotation.isBlank() ? alert.path("labels").path(key).asText() : annotation;
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  private static String fingerprint(JsonNode alert) {
    var sent = alert.path("fingerprint").asText();
    return sent.isBlank()
        ? UUID.nameUUIDFromBytes(alert.path("labels").toString().getBytes(StandardCharsets.UTF_8))
            .toString()
        : cut(sent, Names.LONGEST);
  }

  private static Severity severity(String label) {
    return switch (label) {
      case "critical", "page", "error" -> Severity.CRITICAL;
      case "info", "none" -> Severity.INFO;
      default -> Severity.WARNING;
    };
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
