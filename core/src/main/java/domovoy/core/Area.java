package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A room or zone: kitchen, garage, sauna, yard.
 *
 * @param id its name, a tag of every time series
 * @param title what the household calls it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Area(String id, Title title) {
  public Area {
    Names.requireName("area", id);
    title = title == null ? Title.NONE : title;
  }
}
