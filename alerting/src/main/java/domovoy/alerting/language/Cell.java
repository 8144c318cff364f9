package domovoy.alerting.language;

import java.util.Optional;

/** Where an evaluator finds a signal's value at this moment. */
public interface Cell {

  /** A number; NaN when it is unknown. */
  double number();

  Truth truth();

  /** A text; empty when it is unknown. */
  Optional<String> text();
}
