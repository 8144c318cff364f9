package domovoy.alerting;

import domovoy.alerting.language.Truth;
import domovoy.core.House;
import domovoy.core.PointId;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.shredzone.commons.suncalc.SunPosition;

/** Everything that conditions look at, as it is at one moment. */
final class World {
  private static final long MINUTE = 60_000_000_000L;

  private final House house;
  private final Map<PointId, PointState> points = new HashMap<>();
  private final Map<String, Boolean> presence = new HashMap<>();
  private final Set<String> alerts = new HashSet<>();
  private Optional<String> mode = Optional.empty();
  private long now;
  private long calendarMinute = Nanos.LONG_AGO;
  private ZonedDateTime local;
  private OptionalDouble sunElevation = OptionalDouble.empty();

  World(House house, long now) {
    this.house = house;
    this.now = now;
    this.local = Nanos.instant(now).atZone(house.site().zone());
  }

  long now() {
    return now;
  }

  Instant instant() {
    return Nanos.instant(now);
  }

  void moveTo(long time) {
    now = time;
  }

  House house() {
    return house;
  }

  /** The state of a point, made on first use. */
  PointState point(PointId id) {
    return points.computeIfAbsent(id, PointState::new);
  }

  /** The state of a point that some rule watches. */
  Optional<PointState> watched(PointId id) {
    return Optional.ofNullable(points.get(id));
  }

  Map<PointId, PointState> points() {
    return points;
  }

  Optional<String> mode() {
    return mode;
  }

  void enter(String newMode) {
    mode = Optional.of(newMode);
  }

  Map<String, Boolean> presence() {
    return presence;
  }

  Truth presence(String person) {
    var home = presence.get(person);
    return home == null ? Truth.UNKNOWN : Truth.of(home);
  }

  Set<String> alerts() {
    return alerts;
  }

  /** The next moment at which a word of the calendar may change. */
  long nextMinute() {
    return (Math.floorDiv(now, MINUTE) + 1) * MINUTE;
  }

  String time() {
    var moment = local();
    var text = new StringBuilder(5);
    text.append((char) ('0' + moment.getHour() / 10)).append((char) ('0' + moment.getHour() % 10));
    text.append(':');
    text.append((char) ('0' + moment.getMinute() / 10));
    text.append((char) ('0' + moment.getMinute() % 10));
    return text.toString();
  }

  String weekday() {
    return local()
        .getDayOfWeek()
        .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        .toLowerCase(Locale.ROOT);
  }

  int month() {
    return local().getMonthValue();
  }

  String season() {
    var south = house.site().latitude().orElse(0.0) < 0;
    return switch ((local().getMonthValue() + (south ? 6 : 0)) % 12 / 3) {
      case 0 -> "winter";
      case 1 -> "spring";
      case 2 -> "summer";
      default -> "autumn";
    };
  }

  /** Degrees above the horizon; NaN when the site's place is not known. */
  double sunElevation() {
    local();
    if (sunElevation.isEmpty()) {
      var site = house.site();
      sunElevation =
          OptionalDouble.of(
              site.latitude().isEmpty() || site.longitude().isEmpty()
                  ? Double.NaN
                  : SunPosition.compute()
                      .on(local)
                      .at(site.latitude().get(), site.longitude().get())
                      .execute()
                      .getAltitude());
    }
    return sunElevation.getAsDouble();
  }

  private ZonedDateTime local() {
    var minute = Math.floorDiv(now, MINUTE);
    if (minute != calendarMinute) {
      calendarMinute = minute;
      local = Nanos.instant(minute * MINUTE).atZone(house.site().zone());
      sunElevation = OptionalDouble.empty();
    }
    return local;
  }
}
