package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A house.
 *
 * @param id its name, a tag of every time series
 * @param zone the time zone it lives by: days and schedules are counted in it
 * @param latitude in degrees, north positive, for the sun's place
 * @param longitude in degrees, east positive
 * @param title what the household calls it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Site(
    String id, ZoneId zone, Optional<Double> latitude, Optional<Double> longitude, Title title) {

  public Site {
    Names.requireName("site.id", id);
    if (zone == null) {
      throw new InvalidInputException("site.zone", "a time zone such as Europe/Moscow", "");
    }
    requireWithin("site.latitude", latitude, 90);
    requireWithin("site.longitude", longitude, 180);
    title = title == null ? Title.NONE : title;
  }

  public static Site of(String id, ZoneId zone) {
    return new Site(id, zone, Optional.empty(), Optional.empty(), Title.NONE);
  }

  private static void requireWithin(String field, Optional<Double> degrees, double bound) {
    degrees.ifPresent(
        it -> {
          if (!(Math.abs(it) <= bound)) {
            throw new InvalidInputException(
                field, "degrees from -%s to %s".formatted(bound, bound), it.toString());
          }
        });
  }
}
