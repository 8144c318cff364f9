package domovoy.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import domovoy.collector.spi.SourceSettings;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.Json;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Title;
import domovoy.core.ValueType;
import domovoy.service.DoorSettings;
import domovoy.testing.Eventually;
import domovoy.testing.ManualClock;
import domovoy.testing.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Devices that announce themselves at a real broker, through a whole collector. The messages have
 * the form that the families document; they are not recordings of devices.
 */
class MqttDevicesTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final String ZIGBEE_DEVICES =
      """
      [{"ieee_address":"0x00124b0018ed3ddf","type":"Coordinator","friendly_name":"Coordinator",
        "supported":true,"definition":null},
       {"ieee_address":"0x00158d0001dc1a2b","type":"EndDevice","friendly_name":"Kitchen sensor",
        "supported":true,"disabled":false,"definition":{"model":"WSDCGQ11LM","vendor":"Aqara",
        "description":"Temperature and humidity sensor","exposes":[
          {"type":"numeric","name":"temperature","property":"temperature","label":"Temperature",
           "unit":"°C","access":1},
          {"type":"numeric","name":"humidity","property":"humidity","unit":"%","access":1},
          {"type":"numeric","name":"battery","property":"battery","unit":"%","value_min":0,
           "value_max":100,"access":1},
          {"type":"binary","name":"contact","property":"contact","value_on":false,
           "value_off":true,"access":1},
          {"type":"enum","name":"action","property":"action","values":["single","double"],
           "access":1}]}},
       {"ieee_address":"0x90fd9ffffe6494fc","type":"Router","friendly_name":"Лампа кухня",
        "supported":true,"definition":{"model":"LED1624G9","vendor":"IKEA","description":"Bulb",
        "exposes":[{"type":"light","features":[
          {"type":"binary","name":"state","property":"state","value_on":"ON","value_off":"OFF",
           "value_toggle":"TOGGLE","access":7},
          {"type":"numeric","name":"brightness","property":"brightness","value_min":0,
           "value_max":254,"access":7},
          {"type":"composite","name":"color_xy","property":"color","features":[
            {"type":"numeric","name":"x","property":"x","access":7},
            {"type":"numeric","name":"y","property":"y","access":7}]}]},
          {"type":"enum","name":"effect","property":"effect","values":["blink"],"access":2}]}}]
      """;

  @TempDir Path directory;

  private final FakeHistory history = new FakeHistory();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
  private Mosquitto broker;
  private FakeController controller;
  private Collector collector;
  private Mqtt3BlockingClient client;
  private Sender sender;

  @BeforeEach
  void start() throws IOException {
    broker = Mosquitto.start(directory.resolve("mosquitto"));
    controller = FakeController.with(house());
    client =
        MqttClient.builder()
            .useMqttVersion3()
            .serverHost("127.0.0.1")
            .serverPort(broker.port())
            .buildBlocking();
    client.connect();
    startCollector();
  }

  private static House house() {
    return TestHouse.create()
        .with(new Area("kitchen", Title.of("Kitchen", "Кухня")))
        .with(new Area("living-room", Title.of("Living room", "Гостиная")));
  }

  private void startCollector() throws IOException {
    var token = directory.resolve("controller.token");
    Files.writeString(token, FakeController.TOKEN + "\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    var settings = Json.yaml().readTree("url: " + broker.uri());
    collector =
        Collector.start(
            new CollectorSettings(
                DoorSettings.loopback(0),
                directory.resolve("collector"),
                List.of(),
                null,
                Optional.of(new CollectorSettings.Controller(controller.uri(), token)),
                Optional.empty(),
                new CollectorSettings.Buffer(16 << 20),
                List.of(new SourceSettings("broker", "mqtt-devices", settings))),
            history,
            clock);
    sender = new Sender(collector.uri());
    Eventually.within(SOON, () -> assertThat(source().has("fault")).isFalse());
  }

  @AfterEach
  void stop() {
    stopCollector();
    client.disconnect();
    controller.close();
    broker.close();
  }

  private void stopCollector() {
    sender.close();
    collector.close();
  }

  private JsonNode source() throws IOException {
    return Json.json().readTree(sender.get("/api/v1/state").body()).path("sources").path(0);
  }

  private void publish(String topic, String payload, boolean retain) {
    client
        .publishWith()
        .topic(topic)
        .payload(payload.getBytes(UTF_8))
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(retain)
        .send();
  }

  private void tell(String topic, String payload) {
    publish(topic, payload, false);
  }

  private void assertDevice(String id, String area, String... points) {
    Eventually.within(
        SOON,
        () -> {
          var device = controller.house().device(id).orElseThrow();
          assertThat(device.area()).isEqualTo(area);
          assertThat(device.node()).isEmpty();
          assertThat(device.points().stream().map(it -> it.id().name()).toList())
              .containsAll(List.of(points));
        });
  }

  private void assertReadings(String... outline) {
    Eventually.within(SOON, () -> assertThat(outline()).contains(outline));
  }

  private List<String> outline() {
    return controller.readings().stream()
        .map(it -> it.point() + "=" + it.value() + " " + it.quality())
        .toList();
  }

  private Point point(String id) {
    return controller.house().requirePoint(new PointId(id));
  }

  @Test
  void aZigbeeDeviceIsInTheHouseInItsRoomWithUnitsAndRangesAndItsReadingsComeThrough() {
    publish("zigbee2mqtt/bridge/devices", ZIGBEE_DEVICES, true);
    assertDevice(
        "kitchen-sensor",
        "kitchen",
        "kitchen-sensor.temperature",
        "kitchen-sensor.humidity",
        "kitchen-sensor.open",
        "kitchen-sensor.action");
    assertDevice(
        "lampa-kukhnya",
        "kitchen",
        "lampa-kukhnya.state",
        "lampa-kukhnya.brightness",
        "lampa-kukhnya.color-x");
    assertThat(point("kitchen-sensor.temperature").unit().code()).isEqualTo("Cel");
    assertThat(point("kitchen-sensor.open").quantity()).isEqualTo("opening");
    assertThat(point("lampa-kukhnya.brightness").accepts()).isEqualTo(new ValueType.Number(0, 254));
    assertThat(controller.house().points()).doesNotContainKey(new PointId("lampa-kukhnya.effect"));

    tell(
        "zigbee2mqtt/Kitchen sensor",
        "{\"temperature\":21.43,\"humidity\":46.5,\"contact\":false,\"action\":\"single\","
            + "\"battery\":null,\"linkquality\":54}");
    tell("zigbee2mqtt/Лампа кухня", "{\"state\":\"ON\",\"color\":{\"x\":0.31,\"y\":0.32}}");
    assertReadings(
        "kitchen-sensor.temperature=21.43 good",
        "kitchen-sensor.humidity=46.5 good",
        "kitchen-sensor.open=on good",
        "kitchen-sensor.action=single good",
        "lampa-kukhnya.state=on good",
        "lampa-kukhnya.color-x=0.31 good");
  }

  @Test
  void aDeviceThatIsNotReachedHasItsPointsMarkedMissingAndTheOthersStayGood() {
    publish("zigbee2mqtt/bridge/devices", ZIGBEE_DEVICES, true);
    assertDevice("kitchen-sensor", "kitchen");
    tell("zigbee2mqtt/Kitchen sensor", "{\"temperature\":20}");
    tell("zigbee2mqtt/Лампа кухня", "{\"state\":\"OFF\"}");
    tell("zigbee2mqtt/Kitchen sensor/availability", "{\"state\":\"offline\"}");
    assertReadings("kitchen-sensor.temperature=20 missing");
    assertThat(outline()).doesNotContain("lampa-kukhnya.state=off missing");

    tell("zigbee2mqtt/bridge/state", "{\"state\":\"offline\"}");
    assertReadings("lampa-kukhnya.state=off missing");
    tell("zigbee2mqtt/Kitchen sensor", "{\"temperature\":22}");
    assertReadings("kitchen-sensor.temperature=22 good");
  }

  @Test
  void aTasmotaDeviceIsInTheHouseAndItsReadingsComeThrough() {
    publish("tele/cv-ruimte/LWT", "Online", true);
    publish(
        "tasmota/discovery/DC4F220756C6/sensors",
        "{\"sn\":{\"Time\":\"2024-03-31T08:46:17\",\"DS18B20-1\":{\"Id\":\"3CCCE3810022\","
            + "\"Temperature\":64.4},\"ENERGY\":{\"TotalStartTime\":\"2021-01-01T00:00:00\","
            + "\"Total\":0.02,\"Power\":8,\"Voltage\":[230,229]},\"TempUnit\":\"F\"},\"ver\":1}",
        true);
    publish(
        "tasmota/discovery/DC4F220756C6/config",
        "{\"ip\":\"192.0.2.7\",\"dn\":\"Tasmota\",\"fn\":[\"Living room boiler\",null],"
            + "\"hn\":\"cv-ruimte-5830\",\"mac\":\"DC4F220756C6\",\"md\":\"Sonoff\",\"ofln\":"
            + "\"Offline\",\"onln\":\"Online\",\"state\":[\"OFF\",\"ON\",\"TOGGLE\",\"HOLD\"],"
            + "\"sw\":\"13.4.0\",\"t\":\"cv-ruimte\",\"ft\":\"%prefix%/%topic%/\",\"tp\":"
            + "[\"cmnd\",\"stat\",\"tele\"],\"rl\":[1,0,0,0],\"ver\":1}",
        true);
    assertDevice(
        "living-room-boiler",
        "living-room",
        "living-room-boiler.power",
        "living-room-boiler.ds18b20-1-temperature",
        "living-room-boiler.energy-total",
        "living-room-boiler.energy-voltage-2");
    assertThat(point("living-room-boiler.ds18b20-1-temperature").unit().code()).isEqualTo("[degF]");
    assertThat(point("living-room-boiler.energy-total").unit().code()).isEqualTo("kW.h");

    Eventually.within(
        SOON,
        () -> {
          tell(
              "tele/cv-ruimte/SENSOR",
              "{\"Time\":\"2024-03-31T08:46:17\",\"DS18B20-1\":{\"Id\":\"3CCCE3810022\","
                  + "\"Temperature\":65.1},\"ENERGY\":{\"Total\":0.03,\"Power\":9,"
                  + "\"Voltage\":[231,228]},\"TempUnit\":\"F\"}");
          tell("stat/cv-ruimte/RESULT", "{\"POWER\":\"ON\"}");
          assertThat(outline())
              .contains(
                  "living-room-boiler.ds18b20-1-temperature=65.1 good",
                  "living-room-boiler.energy-voltage-2=228 good",
                  "living-room-boiler.power=on good");
        });
    tell("tele/cv-ruimte/LWT", "Offline");
    assertReadings("living-room-boiler.power=on missing");
  }

  @Test
  void shellyDevicesOfBothGenerationsAreInTheHouse() {
    tell("shellies/shelly1pm-6090D5/relay/0", "on");
    tell("shellies/shelly1pm-6090D5/relay/0/power", "63.11");
    tell("shellies/shelly1pm-6090D5/relay/0/energy", "120000");
    tell("shellies/shellyht-B72A4C/sensor/humidity", "41.5");
    tell(
        "shellyplus1pm-a8032abe54dc/events/rpc",
        "{\"src\":\"shellyplus1pm-a8032abe54dc\",\"dst\":\"shellyplus1pm-a8032abe54dc/events\","
            + "\"method\":\"NotifyStatus\",\"params\":{\"ts\":1631186545.04,\"switch:0\":{\"id\":0,"
            + "\"output\":true,\"apower\":8.9,\"aenergy\":{\"total\":1500.5},"
            + "\"temperature\":{\"tC\":52.7,\"tF\":126.9}},\"sys\":{\"ram_free\":1}}}");
    assertReadings(
        "shelly1pm-6090d5.relay-0=on good",
        "shelly1pm-6090d5.relay-0-power=63.11 good",
        "shelly1pm-6090d5.relay-0-energy=2 good",
        "shellyht-b72a4c.sensor-humidity=41.5 good",
        "shellyplus1pm-a8032abe54dc.switch-0-output=on good",
        "shellyplus1pm-a8032abe54dc.switch-0-apower=8.9 good",
        "shellyplus1pm-a8032abe54dc.switch-0-aenergy-total=1.5005 good",
        "shellyplus1pm-a8032abe54dc.switch-0-temperature=52.7 good");
    assertDevice("shelly1pm-6090d5", "new-devices");

    tell("shellyplus1pm-a8032abe54dc/online", "false");
    tell("shellies/shelly1pm-6090D5/online", "false");
    assertReadings(
        "shellyplus1pm-a8032abe54dc.switch-0-output=on missing",
        "shelly1pm-6090d5.relay-0-power=63.11 missing");
  }

  @Test
  void aDeviceOfEsphomeComesThroughHomeAssistantsDiscovery() {
    publish(
        "homeassistant/sensor/living/temp/config",
        "{\"dev_cla\":\"temperature\",\"unit_of_meas\":\"°C\",\"stat_cla\":\"measurement\","
            + "\"name\":\"Air temperature\",\"stat_t\":\"living/sensor/air_temperature/state\","
            + "\"avty_t\":\"living/status\",\"uniq_id\":\"ESPsensortemp\",\"dev\":{\"ids\":"
            + "\"84f3eb000000\",\"name\":\"node7\",\"sw\":\"esphome\",\"sa\":\"Living Room\"}}",
        true);
    publish(
        "homeassistant/switch/living/relay/config",
        "{\"~\":\"living/switch/relay\",\"name\":\"Relay\",\"stat_t\":\"~/state\",\"cmd_t\":"
            + "\"~/command\",\"avty_t\":\"living/status\",\"uniq_id\":\"ESPswitchrelay\",\"dev\":"
            + "{\"ids\":\"84f3eb000000\",\"name\":\"node7\"}}",
        true);
    assertDevice("node7", "living-room", "node7.air-temperature", "node7.relay");
    assertThat(point("node7.air-temperature").quantity()).isEqualTo("temperature");

    publish("living/sensor/air_temperature/state", "19.5", true);
    Eventually.within(
        SOON,
        () -> {
          tell("living/sensor/air_temperature/state", "21.5");
          tell("living/switch/relay/state", "ON");
          assertThat(outline()).contains("node7.air-temperature=21.5 good", "node7.relay=on good");
        });
    tell("living/status", "offline");
    assertReadings("node7.air-temperature=21.5 missing", "node7.relay=on missing");
  }

  @Test
  void aWholeDeviceInOneHomeAssistantMessageIsUnderstoodAndTemplatesAreApplied() {
    publish(
        "homeassistant/device/0AFFD2/config",
        "{\"dev\":{\"ids\":\"ea334450945afc\",\"name\":\"Kitchen box\"},\"o\":{\"name\":"
            + "\"bla2mqtt\"},\"cmps\":{\"some\":{\"p\":\"sensor\",\"device_class\":\"humidity\","
            + "\"unit_of_measurement\":\"%\",\"value_template\":"
            + "\"{{ value_json['air'].humidity | float | round(1) }}\",\"unique_id\":\"h\"},"
            + "\"door\":{\"p\":\"binary_sensor\",\"device_class\":\"door\",\"name\":\"Fridge\","
            + "\"value_template\":\"{{ value_json.door }}\",\"payload_on\":\"1\","
            + "\"payload_off\":\"0\",\"unique_id\":\"d\"}},\"state_topic\":\"box/state\"}",
        true);
    assertDevice("kitchen-box", "kitchen", "kitchen-box.humidity", "kitchen-box.fridge");
    assertThat(point("kitchen-box.fridge").quantity()).isEqualTo("opening");
    Eventually.within(
        SOON,
        () -> {
          tell("box/state", "{\"air\":{\"humidity\":41.26},\"door\":1}");
          assertThat(outline())
              .contains("kitchen-box.humidity=41.3 good", "kitchen-box.fridge=on good");
        });
  }

  @Test
  void whatPeopleChangedOfADeviceStaysAndOnlyNewPointsAreAdded() {
    var kept =
        new Device(
            "kitchen-sensor",
            "living-room",
            Title.of("My sensor", "Мой датчик"),
            Optional.empty(),
            List.of(
                Point.sensor("kitchen-sensor.temperature", "temperature", "Cel", 0, 40)
                    .titled("Stove", "Плита")));
    controller.become(controller.house().with(kept));
    publish("zigbee2mqtt/bridge/devices", ZIGBEE_DEVICES, true);

    assertDevice("kitchen-sensor", "living-room", "kitchen-sensor.humidity");
    assertThat(controller.house().device("kitchen-sensor").orElseThrow().title())
        .isEqualTo(kept.title());
    assertThat(point("kitchen-sensor.temperature")).isEqualTo(kept.points().getFirst());
  }

  @Test
  void aDeviceOfANodeIsNotTakenOverAndTheFaultIsShown() {
    var owned =
        new Device(
            "kitchen-sensor",
            "kitchen",
            Title.NONE,
            Optional.of("pi-1"),
            List.of(Point.onOffSensor("kitchen-sensor.leak", "leak")));
    controller.become(controller.house().with(owned));
    publish("zigbee2mqtt/bridge/devices", ZIGBEE_DEVICES, true);

    assertDevice("lampa-kukhnya", "kitchen");
    Eventually.within(
        SOON,
        () ->
            assertThat(source().path("last-error").path("reason").asText())
                .contains("kitchen-sensor belongs to node pi-1"));
    assertThat(controller.house().device("kitchen-sensor")).contains(owned);
  }

  @Test
  void aControllerThatIsAwayStopsNoReadingAndLearnsOfNewDevicesLater() {
    publish("zigbee2mqtt/bridge/devices", ZIGBEE_DEVICES, true);
    assertDevice("kitchen-sensor", "kitchen");
    tell("zigbee2mqtt/Kitchen sensor", "{\"temperature\":20}");
    assertReadings("kitchen-sensor.temperature=20 good");
    var house = controller.house();
    var port = controller.port();
    controller.close();

    tell("shellies/shellyht-B72A4C/sensor/humidity", "41.5");
    Eventually.within(
        SOON, () -> assertThat(source().path("devices-fault").asText()).contains("wait"));
    tell("zigbee2mqtt/Kitchen sensor", "{\"temperature\":21}");
    Eventually.within(
        SOON,
        () ->
            assertThat(history.lines())
                .anyMatch(it -> it.contains("kitchen-sensor.temperature value=21")));

    controller = FakeController.at(port, house);
    assertDevice("shellyht-b72a4c", "new-devices");
  }

  @Test
  void whatTheBrokerKeptIsLateAndWhatCannotBeReadIsCountedAndShown() {
    publish("zigbee2mqtt/bridge/devices", ZIGBEE_DEVICES, true);
    assertDevice("kitchen-sensor", "kitchen");
    publish("zigbee2mqtt/Kitchen sensor", "{\"temperature\":19}", true);
    tell("zigbee2mqtt/Kitchen sensor", "{\"temperature\":");
    tell("zigbee2mqtt/Kitchen sensor", "{\"humidity\":140}");
    Eventually.within(
        SOON,
        () -> {
          assertThat(source().path("refused").asLong()).isEqualTo(2);
          assertThat(source().path("accepted").asLong()).isGreaterThanOrEqualTo(1);
          assertThat(sender.get("/metrics").body())
              .contains(
                  "domovoy_collector_source_refused_readings_total{source=\"broker\",} 2.0",
                  "domovoy_collector_source_up{source=\"broker\",} 1.0");
          assertThat(source().path("last-error").path("reason").asText()).contains("out-of-range");
        });
    stopCollector();
    Eventually.within(SOON, this::startCollector);
    assertReadings("kitchen-sensor.temperature=19 late");
  }
}
