package domovoy.controller.api;

import domovoy.controller.control.Actuator;
import domovoy.controller.control.Claims;
import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.Priority;
import domovoy.core.Reading;
import domovoy.core.Slot;
import domovoy.core.Title;
import domovoy.core.Value;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says why a point is as it is, in Russian and English. */
final class Why {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT);

  private final House house;
  private final Point point;
  private final Optional<Reading> state;
  private final Optional<Actuator> actuator;
  private final Optional<Claims> claimed;
  private final boolean reachable;
  private final DateTimeFormatter clock;

  /** As it is now. */
  Why(
      House house,
      Point point,
      Optional<Reading> state,
      Optional<Actuator> actuator,
      boolean reachable) {
    this(house, point, state, actuator, actuator.map(Actuator::allClaims), reachable);
  }

  private Why(
      House house,
      Point point,
      Optional<Reading> state,
      Optional<Actuator> actuator,
      Optional<Claims> claimed,
      boolean reachable) {
    this.house = house;
    this.point = point;
    this.state = state;
    this.actuator = actuator;
    this.claimed = claimed;
    this.reachable = reachable;
    clock = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(house.site().zone());
  }

  /**
   * As it was.
   *
   * @param state the latest reading that the history has of then
   * @param claims who claimed it; empty when that is not known
   */
  static WhyView past(
      House house, Point point, Optional<Reading> state, Optional<Claims> claims, Instant at) {
    return new Why(house, point, state, Optional.empty(), claims, true).past(at);
  }

  private WhyView past(Instant at) {
    var known = point.kind().isCommandable() ? claimed.isPresent() : state.isPresent();
    var time = TIME.withZone(house.site().zone()).format(at);
    var then =
        known
            ? sentence()
            : Title.of("what was then is not recorded.", "о том, что было тогда, записей нет.");
    return view(
        Title.of(
            "On %s: %s".formatted(time, then.in("en", "")),
            "%s: %s".formatted(time, then.in("ru", ""))),
        Optional.of(at));
  }

  WhyView view() {
    return view(sentence(), Optional.empty());
  }

  private WhyView view(Title sentence, Optional<Instant> at) {
    var device = house.deviceOf(point.id());
    return new WhyView(
        point.id(),
        at,
        sentence,
        claimed.map(Why::claims).orElse(List.of()),
        actuator.flatMap(Actuator::sent),
        actuator.flatMap(Actuator::result),
        state.map(PointView.State::of),
        device.id(),
        device.node());
  }

  private static List<WhyView.Claim> claims(Claims claims) {
    return claims.array().slots().entrySet().stream()
        .map(it -> claim(it.getKey(), it.getValue(), claims))
        .toList();
  }

  private static WhyView.Claim claim(Priority priority, Slot slot, Claims claims) {
    return new WhyView.Claim(
        priority,
        slot.value(),
        slot.source(),
        slot.reason(),
        slot.since(),
        slot.until(),
        slot.trace(),
        claims.explanation(priority));
  }

  private Title sentence() {
    var main = point.kind().isCommandable() ? decided() : measured();
    if (reachable) {
      return main;
    }
    var node = house.deviceOf(point.id()).node().orElse("");
    return Title.of(
        main.in("en", "") + " Node %s does not answer.".formatted(node),
        main.in("ru", "") + " Узел %s не отвечает.".formatted(node));
  }

  private Title decided() {
    var claims = claimed;
    var winner = claims.flatMap(it -> it.array().winner());
    if (winner.isEmpty()) {
      return Title.of(
          "No one asks for anything"
              + point.safe().map(it -> "; its node keeps it " + en(it.value())).orElse("")
              + ".",
          "Никто ничего не требует"
              + point.safe().map(it -> "; узел держит: " + ru(it.value())).orElse("")
              + ".");
    }
    var explained = claims.get().explanation(winner.get().getKey());
    return explained.isPresent() ? explained.get().sentence() : told(winner.get());
  }

  /** What a person, an alert or the system asked for. */
  private Title told(Map.Entry<Priority, Slot> winner) {
    var slot = winner.getValue();
    var name = slot.source().name();
    var en =
        switch (slot.source().kind()) {
          case PERSON -> "by hand (%s)".formatted(name);
          case RULE -> "by the rule %s".formatted(name);
          case ALERT -> "because of the alert %s".formatted(name);
          case SCENE -> "by the scene %s".formatted(name);
          case SCHEDULE -> "by the schedule %s".formatted(name);
          case NODE -> "by the node %s".formatted(name);
          case SYSTEM -> "by Domovoy (%s)".formatted(name);
        };
    var ru =
        switch (slot.source().kind()) {
          case PERSON -> "вручную (%s)".formatted(name);
          case RULE -> "по правилу %s".formatted(name);
          case ALERT -> "по тревоге %s".formatted(name);
          case SCENE -> "по сцене %s".formatted(name);
          case SCHEDULE -> "по расписанию %s".formatted(name);
          case NODE -> "узлом %s".formatted(name);
          case SYSTEM -> "самим Домовым (%s)".formatted(name);
        };
    var reason = slot.reason().equals(CommandInput.USUAL_REASON) ? "" : ": " + slot.reason();
    return Title.of(
        "%s %s since %s%s%s."
            .formatted(
                capital(en(slot.value())),
                en,
                clock.format(slot.since()),
                slot.until().map(it -> " until " + clock.format(it)).orElse(""),
                reason),
        "%s %s с %s%s%s."
            .formatted(
                capital(ru(slot.value())),
                ru,
                clock.format(slot.since()),
                slot.until().map(it -> " до " + clock.format(it)).orElse(""),
                reason));
  }

  private Title measured() {
    var device = house.deviceOf(point.id());
    if (state.isEmpty()) {
      return Title.of(
          "Nothing has come from the device %s yet.".formatted(device.id()),
          "От устройства %s ещё ничего не приходило.".formatted(device.id()));
    }
    var reading = state.get();
    var at = clock.format(reading.time());
    return Title.of(
        "%s at %s, from the device %s%s%s."
            .formatted(
                capital(en(reading.value())),
                at,
                device.id(),
                device.node().map(it -> " of node " + it).orElse(""),
                reading.quality().isGood() ? "" : "; its quality is " + reading.quality()),
        "%s в %s, от устройства %s%s%s."
            .formatted(
                capital(ru(reading.value())),
                at,
                device.id(),
                device.node().map(it -> " узла " + it).orElse(""),
                reading.quality().isGood() ? "" : "; качество: " + reading.quality()));
  }

  private String en(Value value) {
    return switch (value) {
      case Value.OnOff(var on) -> on ? "on" : "off";
      case Value.Number number -> withUnit(number.toString());
      case Value.Choice choice -> choice.toString();
      case Value.Text text -> text.toString();
    };
  }

  private String ru(Value value) {
    return switch (value) {
      case Value.OnOff(var on) -> on ? "включено" : "выключено";
      case Value.Number number -> withUnit(number.toString().replace('.', ','));
      case Value.Choice choice -> choice.toString();
      case Value.Text text -> text.toString();
    };
  }

  private String withUnit(String number) {
    return (number + " " + point.unit().symbol()).trim();
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
