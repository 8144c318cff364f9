package domovoy.controller.store;

import domovoy.core.InvalidInputException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which documents are wanted, newest first.
 *
 * @param equal fields of the value, as they are named in JSON and with dots into inner ones, and
 *     what each must be: text, a number or a boolean
 * @param before only those whose {@link Versioned#order} is below this: the last one of the page
 *     before
 * @param limit most that are returned, 1 to 1000
 */
public record Query(Map<String, Object> equal, Optional<Long> before, int limit) {
  public static final int MOST = 1000;

  /**
   * @throws InvalidInputException when the limit is out of its range
   */
  public Query {
    equal = Map.copyOf(equal);
    if (limit < 1 || limit > MOST) {
      throw new InvalidInputException("limit", "a number from 1 to " + MOST, "" + limit);
    }
  }

  public static Query newest(int limit) {
    return new Query(Map.of(), Optional.empty(), limit);
  }

  public Query where(String field, Object value) {
    var more = new TreeMap<>(equal);
    more.put(field, value);
    return new Query(more, before, limit);
  }

  public Query before(long order) {
    return new Query(equal, Optional.of(order), limit);
  }
}
