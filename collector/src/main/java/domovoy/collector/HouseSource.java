package domovoy.collector;

import domovoy.core.House;
import java.io.IOException;
import java.util.Optional;

/** Who knows the house. */
interface HouseSource {
  /**
   * Asks for the house.
   *
   * @return empty when it has not changed since the last call
   * @throws IOException when it cannot be had now
   */
  Optional<House> fetch() throws IOException, InterruptedException;
}
