package domovoy.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.SafeState;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.core.ValueType;
import domovoy.edge.Protection.Decision;
import domovoy.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProtectionTest {
  private static final Optional<Duration> NONE = Optional.empty();
  private static final Optional<Value> ON = Optional.of(Value.ON);
  private static final Optional<Value> OFF = Optional.of(Value.OFF);

  private final ManualClock clock = ManualClock.at("2026-01-01T12:00:00Z");

  @Test
  void aCommandIsDone() {
    var light = protection(NONE, NONE, NONE, NONE);

    assertThat(command(light, ON)).isEqualTo(new Decision.Set(Value.ON, "commanded"));
  }

  @Test
  void anActuatorWithALeaseStartsSafeWhateverItWas() {
    var heater = new Protection(relay(lease("PT90S"), NONE, NONE, NONE), ON, clock.instant());

    assertThat(heater.value()).contains(Value.OFF);
  }

  @Test
  void anActuatorWithoutLeaseStartsAsItWas() {
    var closed = new Protection(valve(), OFF, clock.instant());
    var unknown = new Protection(valve(), Optional.empty(), clock.instant());

    assertThat(closed.value()).contains(Value.OFF);
    assertThat(unknown.value()).contains(Value.ON);
  }

  @Test
  void anActuatorWithoutContractAndPastIsLeftAlone() {
    var light = Point.onOffActuator("kitchen.light", "switch");

    assertThat(new Protection(light, Optional.empty(), clock.instant()).value()).isEmpty();
  }

  @Test
  void aClaimEndsByItselfAtItsTimeAndNotBefore() {
    var heater = protection(NONE, NONE, NONE, NONE);
    command(heater, ON, Optional.of(clock.instant().plusSeconds(60)));
    heater.became(Value.ON, clock.instant());

    clock.advance(Duration.ofMillis(59_999));
    assertThat(heater.due(clock.instant())).isEqualTo(new Decision.Keep());
    clock.advance(Duration.ofMillis(1));
    assertThat(heater.due(clock.instant()))
        .isEqualTo(new Decision.Set(Value.OFF, "lease: the claim has ended"));
  }

  @Test
  void aSilentCommanderLosesItsClaimAfterTheLease() {
    var heater = protection(lease("PT90S"), NONE, NONE, NONE);
    command(heater, ON);
    heater.became(Value.ON, clock.instant());

    clock.advance(Duration.ofSeconds(89));
    heater.heard(clock.instant());
    clock.advance(Duration.ofSeconds(89));
    assertThat(heater.due(clock.instant())).isEqualTo(new Decision.Keep());
    clock.advance(Duration.ofSeconds(1));
    assertThat(heater.due(clock.instant()))
        .isEqualTo(new Decision.Set(Value.OFF, "lease: its commander is silent"));
  }

  @Test
  void theSafeValueIsTakenAgainUntilTheDeviceTookIt() {
    var heater = protection(lease("PT90S"), NONE, NONE, NONE);
    command(heater, ON);
    heater.became(Value.ON, clock.instant());
    clock.advance(Duration.ofSeconds(90));

    assertThat(heater.due(clock.instant())).isInstanceOf(Decision.Set.class);
    assertThat(heater.due(clock.instant())).isInstanceOf(Decision.Set.class);
    heater.became(Value.OFF, clock.instant());
    heater.released();
    assertThat(heater.due(clock.instant())).isEqualTo(new Decision.Keep());
  }

  @Test
  void aCommanderThatComesBackMustCommandAgain() {
    var heater = protection(lease("PT90S"), NONE, NONE, NONE);
    command(heater, ON);
    heater.became(Value.ON, clock.instant());
    clock.advance(Duration.ofSeconds(90));
    heater.became(Value.OFF, clock.instant());
    heater.released();

    heater.heard(clock.instant());

    assertThat(heater.value()).contains(Value.OFF);
    assertThat(command(heater, ON)).isInstanceOf(Decision.Set.class);
  }

  @Test
  void whatNoOneClaimsTakesTheSafeValue() {
    var valve = new Protection(valve(), OFF, clock.instant());

    assertThat(command(valve, Optional.empty()))
        .isEqualTo(new Decision.Set(Value.ON, "no one claims it: safe value"));
  }

  @Test
  void whatNoOneClaimsAndHasNoSafeValueStays() {
    var light = new Protection(Point.onOffActuator("kitchen.light", "switch"), ON, clock.instant());

    assertThat(command(light, Optional.empty())).isEqualTo(new Decision.Keep());
  }

  @Test
  void theMinimumOnTimeRefusesSwitchingOffAndSaysWhenItIsPossible() {
    var pump = protection(NONE, lease("PT60S"), NONE, NONE);
    pump.became(Value.ON, clock.instant());

    clock.advance(Duration.ofSeconds(20));
    assertThat(command(pump, OFF))
        .isEqualTo(
            new Decision.Refused(
                "minimum-on", "it was switched on a short time ago; possible again in 40 s"));
    assertThat(command(pump, ON)).isInstanceOf(Decision.Set.class);
    clock.advance(Duration.ofSeconds(40));
    assertThat(command(pump, OFF)).isInstanceOf(Decision.Set.class);
  }

  @Test
  void theMinimumOffTimeRefusesSwitchingOnAlsoAfterAStart() {
    var compressor = protection(NONE, NONE, lease("PT3M"), NONE);

    assertThat(command(compressor, ON))
        .isInstanceOfSatisfying(
            Decision.Refused.class, it -> assertThat(it.protection()).isEqualTo("minimum-off"));
    clock.advance(Duration.ofMinutes(3));
    assertThat(command(compressor, ON)).isInstanceOf(Decision.Set.class);
  }

  @Test
  void theEndOfALeaseWaitsForTheMinimumOnTime() {
    var pump = protection(lease("PT30S"), lease("PT60S"), NONE, NONE);
    command(pump, ON);
    pump.became(Value.ON, clock.instant());

    clock.advance(Duration.ofSeconds(59));
    assertThat(pump.due(clock.instant())).isEqualTo(new Decision.Keep());
    clock.advance(Duration.ofSeconds(1));
    assertThat(pump.due(clock.instant())).isInstanceOf(Decision.Set.class);
  }

  @Test
  void theMaximumOnTimeSwitchesOffAndTheSameClaimDoesNotSwitchOnAgain() {
    var heater = protection(NONE, NONE, NONE, lease("PT2H"));
    var claim = clock.instant();
    heater.command(ON, claim, Optional.empty(), clock.instant());
    heater.became(Value.ON, clock.instant());

    clock.advance(Duration.ofMinutes(119));
    heater.command(ON, claim, Optional.empty(), clock.instant());
    heater.became(Value.ON, clock.instant());
    assertThat(heater.due(clock.instant())).isEqualTo(new Decision.Keep());
    clock.advance(Duration.ofMinutes(1));
    assertThat(heater.due(clock.instant()))
        .isEqualTo(new Decision.Set(Value.OFF, "maximum-on: on for its longest time"));
    heater.became(Value.OFF, clock.instant());

    assertThat(heater.command(ON, claim, Optional.empty(), clock.instant()))
        .isInstanceOfSatisfying(
            Decision.Refused.class, it -> assertThat(it.protection()).isEqualTo("maximum-on"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(command(heater, ON)).isInstanceOf(Decision.Set.class);
  }

  @Test
  void whatIsSwitchedOnByHandAtTheDeviceAlsoHasAMaximum() {
    var heater = protection(NONE, NONE, NONE, lease("PT2H"));
    heater.became(Value.ON, clock.instant());

    clock.advance(Duration.ofHours(2));

    assertThat(heater.due(clock.instant())).isInstanceOf(Decision.Set.class);
  }

  @Test
  void aRefusedCommandDoesNotProlongTheClaim() {
    var pump = protection(NONE, lease("PT10M"), NONE, NONE);
    command(pump, ON, Optional.of(clock.instant().plusSeconds(900)));
    pump.became(Value.ON, clock.instant());
    command(pump, OFF, Optional.of(clock.instant().plusSeconds(9_000)));

    clock.advance(Duration.ofSeconds(900));

    assertThat(pump.due(clock.instant())).isInstanceOf(Decision.Set.class);
  }

  @Test
  void aDimmerIsOnAboveZero() {
    var dimmer =
        new Protection(
            new Point(
                new PointId("hall.light"),
                PointKind.ACTUATOR,
                "brightness",
                new Unit("%"),
                new ValueType.Number(0, 100),
                Title.NONE,
                Optional.of(new SafeState(Value.of(0), NONE, lease("PT1M"), NONE, NONE))),
            Optional.empty(),
            clock.instant());
    dimmer.became(Value.of(30), clock.instant());

    assertThat(command(dimmer, Optional.of(Value.of(60)))).isInstanceOf(Decision.Set.class);
    assertThat(command(dimmer, Optional.of(Value.of(0)))).isInstanceOf(Decision.Refused.class);
  }

  @Test
  void aMaximumOnTimeWithASafeValueThatIsOnIsRefused() {
    var point = valve().keptSafe(new SafeState(Value.ON, NONE, NONE, NONE, lease("PT1H")));

    assertThatThrownBy(() -> new Protection(point, Optional.empty(), clock.instant()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("maximum-on");
  }

  private Decision command(Protection protection, Optional<Value> value) {
    return command(protection, value, Optional.empty());
  }

  private Decision command(Protection protection, Optional<Value> value, Optional<Instant> until) {
    return protection.command(value, clock.instant(), until, clock.instant());
  }

  private Protection protection(
      Optional<Duration> lease,
      Optional<Duration> minimumOn,
      Optional<Duration> minimumOff,
      Optional<Duration> maximumOn) {
    return new Protection(
        relay(lease, minimumOn, minimumOff, maximumOn), Optional.empty(), clock.instant());
  }

  private static Point relay(
      Optional<Duration> lease,
      Optional<Duration> minimumOn,
      Optional<Duration> minimumOff,
      Optional<Duration> maximumOn) {
    return Point.onOffActuator("boiler-room.relay", "switch")
        .keptSafe(new SafeState(Value.OFF, lease, minimumOn, minimumOff, maximumOn));
  }

  private static Point valve() {
    return Point.onOffActuator("water.main-valve", "valve")
        .keptSafe(new SafeState(Value.ON, NONE, NONE, NONE, NONE));
  }

  private static Optional<Duration> lease(String duration) {
    return Optional.of(Duration.parse(duration));
  }
}
