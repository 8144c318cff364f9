package domovoy.service.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Point;
import domovoy.core.SafeState;
import domovoy.core.Title;
import domovoy.core.Value;
import domovoy.service.Bodies;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairingTest {
  private static final PairingCode CODE = PairingCode.random();
  private static final URI ADDRESS = URI.create("http://pi-1:8083");
  private static final CollectorAccess COLLECTOR =
      new CollectorAccess(URI.create("http://server:8082"), "a secret token");
  private static final List<Device> DEVICES =
      List.of(
          new Device(
              "boiler-relay",
              "boiler-room",
              Title.of("Boiler", "Котёл"),
              Optional.of("pi-1"),
              List.of(
                  Point.onOffActuator("boiler-room.relay", "switch")
                      .keptSafe(
                          new SafeState(
                              Value.OFF,
                              Optional.of(Duration.ofSeconds(90)),
                              Optional.empty(),
                              Optional.empty(),
                              Optional.of(Duration.ofHours(2)))),
                  Point.sensor("boiler-room.temperature", "temperature", "Cel", -40, 85))));

  private final Pairing node = Pairing.begin(CODE, "pi-1", ADDRESS, DEVICES);

  @Test
  void bothSidesGetTheSameKeyAndTheNodeTheCollectorsToken() throws Exception {
    var atController = Pairing.accept(CODE, sent(node.request()), Optional.of(COLLECTOR));

    var atNode = node.finish(sent(atController.reply()));

    assertThat(atNode.key()).isEqualTo(atController.key());
    assertThat(atNode.key().id()).isEqualTo("pi-1");
    assertThat(atNode.collector()).contains(COLLECTOR);
  }

  @Test
  void aControllerWithoutCollectorIsFine() throws Exception {
    var atController = Pairing.accept(CODE, sent(node.request()), Optional.empty());

    assertThat(node.finish(sent(atController.reply())).collector()).isEmpty();
  }

  @Test
  void neitherCodeNorKeyNorTokenTravels() throws Exception {
    var accepted = Pairing.accept(CODE, node.request(), Optional.of(COLLECTOR));

    var wire = json(node.request()) + json(accepted.reply());

    assertThat(wire)
        .doesNotContain(
            CODE.text(),
            CODE.text().replace("-", ""),
            accepted.key().secretAsText(),
            COLLECTOR.token());
  }

  @Test
  void aWrongCodeIsRefusedByTheController() {
    assertThatThrownBy(() -> Pairing.accept(PairingCode.random(), node.request(), Optional.empty()))
        .isInstanceOf(PairingRefusedException.class)
        .hasMessageContaining("code is wrong");
  }

  @Test
  void aControllerThatDoesNotKnowTheCodeIsRefusedByTheNode() throws Exception {
    var imposter = PairingCode.random();
    var answered =
        Pairing.accept(
            imposter,
            Pairing.begin(imposter, "pi-1", ADDRESS, DEVICES).request(),
            Optional.empty());

    assertThatThrownBy(() -> node.finish(answered.reply()))
        .isInstanceOf(PairingRefusedException.class);
  }

  @Test
  void aRequestChangedOnTheWayIsRefused() {
    var honest = node.request();
    var elsewhere = URI.create("http://evil:1");
    var otherKey = Pairing.begin(CODE, "pi-1", ADDRESS, DEVICES).request().publicKey();

    assertRefused(new PairingRequest("pi-2", ADDRESS, DEVICES, honest.publicKey(), honest.proof()));
    assertRefused(
        new PairingRequest("pi-1", elsewhere, DEVICES, honest.publicKey(), honest.proof()));
    assertRefused(
        new PairingRequest("pi-1", ADDRESS, List.of(), honest.publicKey(), honest.proof()));
    assertRefused(new PairingRequest("pi-1", ADDRESS, DEVICES, otherKey, honest.proof()));
  }

  @Test
  void aReplyChangedOnTheWayIsRefused() throws Exception {
    var reply = Pairing.accept(CODE, node.request(), Optional.of(COLLECTOR)).reply();
    var other = Pairing.accept(CODE, node.request(), Optional.of(COLLECTOR)).reply();
    var redirected =
        new PairingReply.SealedCollector(
            URI.create("http://evil:1"), reply.collector().orElseThrow().token());

    assertNodeRefuses(new PairingReply(other.publicKey(), reply.proof(), reply.collector()));
    assertNodeRefuses(new PairingReply(reply.publicKey(), reply.proof(), Optional.empty()));
    assertNodeRefuses(new PairingReply(reply.publicKey(), reply.proof(), Optional.of(redirected)));
    assertNodeRefuses(new PairingReply(reply.publicKey(), other.proof(), reply.collector()));
  }

  @Test
  void aReplyToAnEarlierRequestIsRefused() throws Exception {
    var earlier = Pairing.begin(CODE, "pi-1", ADDRESS, DEVICES);
    var reply = Pairing.accept(CODE, earlier.request(), Optional.empty()).reply();

    assertNodeRefuses(reply);
  }

  @Test
  void aRequestSentAgainYieldsAnotherKeySoThatItsSenderGainsNothing() throws Exception {
    var first = Pairing.accept(CODE, node.request(), Optional.empty());
    var again = Pairing.accept(CODE, node.request(), Optional.empty());

    assertThat(again.key()).isNotEqualTo(first.key());
  }

  @Test
  void whatIsNoKeyIsRefusedAlsoWhenItsSenderKnowsTheCode() {
    // RFC 7748 section 6.1: the shared secret of such a point is zero, known to everyone
    var smallOrder = "MCowBQYDK2VuAyEA" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    for (var publicKey : List.of("", "not base64!", "AAAA", smallOrder)) {
      var request =
          Pairing.prove(CODE, new PairingRequest("pi-1", ADDRESS, DEVICES, publicKey, ""));
      assertThat(Pairing.isProved(CODE, request)).isTrue();
      assertThatThrownBy(() -> Pairing.accept(CODE, request, Optional.empty()))
          .isInstanceOf(PairingRefusedException.class)
          .hasMessageContaining("X25519");
    }
  }

  @Test
  void aCodeIsReadAsPeopleTypeIt() {
    var code = PairingCode.parse("0123-4567-89AB");

    assertThat(PairingCode.parse(" o1 23-4567 89ab ")).isEqualTo(code);
    assertThat(PairingCode.parse("oL23456789ab")).isEqualTo(code);
    assertThat(PairingCode.parse("OI23-4567-89AB")).isEqualTo(code);
    assertThat(code.text()).isEqualTo("0123-4567-89AB");
  }

  @Test
  void whatIsNoCodeIsRefusedWithoutRepeatingIt() {
    for (var typed :
        List.of("", "ABCD-EFGH", "ABCD-EFGH-JKMN-P", "ABCD-EFGH-JKMU", "ЖЖЖЖЖЖЖЖЖЖЖЖ")) {
      assertThatThrownBy(() -> PairingCode.parse(typed))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("code: expected twelve characters such as ABCD-EFGH-JKMN");
    }
  }

  @Test
  void secretsAreNotPrinted() throws Exception {
    var paired = node.finish(Pairing.accept(CODE, node.request(), Optional.of(COLLECTOR)).reply());

    assertThat(paired + "" + CODE)
        .doesNotContain(COLLECTOR.token(), paired.key().secretAsText(), CODE.text());
  }

  @Test
  void aRequestThatLacksFieldsNamesThemAll() {
    var body = "{\"node\":\"Pi 1\",\"address\":\"pi-1:8083\"}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Bodies.json(body, PairingRequest.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("node:", "address:", "public-key:", "proof:");
  }

  private static void assertRefused(PairingRequest changed) {
    assertThatThrownBy(() -> Pairing.accept(CODE, changed, Optional.empty()))
        .isInstanceOf(PairingRefusedException.class);
  }

  private void assertNodeRefuses(PairingReply changed) {
    assertThatThrownBy(() -> node.finish(changed)).isInstanceOf(PairingRefusedException.class);
  }

  private static PairingRequest sent(PairingRequest request) {
    return Bodies.json(Bodies.bytes(request), PairingRequest.class);
  }

  private static PairingReply sent(PairingReply reply) {
    return Bodies.json(Bodies.bytes(reply), PairingReply.class);
  }

  private static String json(Object value) throws JsonProcessingException {
    return Json.json().writeValueAsString(value);
  }
}
