package domovoy.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PriorityArrayTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void nothingClaimedMeansNoWinner() {
    assertThat(PriorityArray.EMPTY.winner()).isEmpty();
  }

  @Property
  void theLowestLevelWinsInWhateverOrderTheClaimsCame(
      @ForAll @IntRange(min = 1, max = 16) int one,
      @ForAll @IntRange(min = 1, max = 16) int other) {
    var array =
        PriorityArray.EMPTY
            .with(new Priority(one), claim("rule:a", NOON))
            .with(new Priority(other), claim("rule:b", NOON.plusSeconds(1)));
    assertThat(array.winner().orElseThrow().getKey().level()).isEqualTo(Math.min(one, other));
  }

  @Test
  void givingUpTheWinningLevelLetsTheNextOneWin() {
    var array =
        PriorityArray.EMPTY
            .with(Priority.MANUAL, claim("person:anna", NOON))
            .with(Priority.RULES, claim("rule:humidity", NOON))
            .without(Priority.MANUAL);
    assertThat(array.winner().orElseThrow().getValue().source()).isEqualTo(Source.rule("humidity"));
  }

  @Test
  void aClaimEndsByItselfAtItsTimeAndNotBefore() {
    var until = NOON.plus(Duration.ofHours(2));
    var array = PriorityArray.EMPTY.with(Priority.MANUAL, claim("person:anna", NOON, until));
    assertThat(array.nextExpiry()).contains(until);
    assertThat(array.expiredAt(until.minusMillis(1)).winner()).isPresent();
    assertThat(array.expiredAt(until).winner()).isEmpty();
  }

  @Test
  void ofTwoWritesAtOneLevelTheLaterStands() {
    var early = claim("rule:b", NOON);
    var late = claim("rule:a", NOON.plusSeconds(1));
    assertThat(PriorityArray.EMPTY.with(Priority.RULES, early).with(Priority.RULES, late))
        .isEqualTo(PriorityArray.EMPTY.with(Priority.RULES, late).with(Priority.RULES, early));
  }

  @Test
  void ofTwoWritesAtOneLevelAndTimeTheOrderOfArrivalDoesNotMatter() {
    var one = claim("rule:a", NOON);
    var other = claim("rule:b", NOON);
    assertThat(PriorityArray.EMPTY.with(Priority.RULES, one).with(Priority.RULES, other))
        .isEqualTo(PriorityArray.EMPTY.with(Priority.RULES, other).with(Priority.RULES, one));
  }

  @Test
  void survivesBeingWrittenAsJsonAndReadBack() throws Exception {
    var array =
        PriorityArray.EMPTY
            .with(Priority.AUTOMATIC_LIFE_SAFETY, claim("rule:leak", NOON))
            .with(Priority.MANUAL, claim("person:anna", NOON, NOON.plusSeconds(60)));
    var json = Json.json().writeValueAsString(array);
    assertThat(Json.json().readValue(json, PriorityArray.class)).isEqualTo(array);
  }

  private static Slot claim(String source, Instant since) {
    return new Slot(
        Value.ON, Source.parse(source), "a test", since, Optional.empty(), TraceId.random());
  }

  private static Slot claim(String source, Instant since, Instant until) {
    return new Slot(
        Value.ON, Source.parse(source), "a test", since, Optional.of(until), TraceId.random());
  }
}
