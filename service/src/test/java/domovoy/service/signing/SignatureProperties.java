package domovoy.service.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SignatureProperties {
  private static final NodeKey KEY = NodeKey.random("pi-1");

  @Property
  void whatWasSignedIsRecognisedAfterTheWayThroughAHeader(
      @ForAll String target,
      @ForAll byte[] body,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long time) {
    var sent = Signature.sign(KEY, "POST", target, body, Instant.ofEpochMilli(time));

    var received = Signature.parse(sent.toHeader()).orElseThrow();

    assertThat(received).isEqualTo(sent);
    assertThat(received.matches(KEY, "POST", target, body)).isTrue();
  }

  @Property
  void anyOneChangedBitOfTheBodyIsNoticed(
      @ForAll byte[] body, @ForAll @IntRange(min = 0, max = 1 << 16) int bit) {
    Assume.that(body.length > 0);
    var signature = Signature.sign(KEY, "POST", "/", body, Instant.EPOCH);
    var changed = body.clone();
    changed[bit / 8 % changed.length] ^= (byte) (1 << bit % 8);

    assertThat(signature.matches(KEY, "POST", "/", changed)).isFalse();
  }

  @Property
  void anyOneChangedCharacterOfTheHeaderIsNoticed(
      @ForAll @IntRange(min = 0, max = 10_000) int place, @ForAll char character) {
    var header = Signature.sign(KEY, "POST", "/", new byte[0], Instant.EPOCH).toHeader();
    var changed = new StringBuilder(header);
    changed.setCharAt(place % header.length(), character);
    Assume.that(!changed.toString().equals(header));

    var received = Signature.parse(changed.toString());

    assertThat(
            received.filter(
                it -> it.node().equals("pi-1") && it.matches(KEY, "POST", "/", new byte[0])))
        .isEmpty();
  }

  @Property
  void anyTextIsParsedOrRefusedButNeverBreaksTheParser(@ForAll String header) {
    assertThat(Signature.parse(header)).isEmpty();
  }
}
