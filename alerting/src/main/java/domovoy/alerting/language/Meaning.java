package domovoy.alerting.language;

import domovoy.alerting.language.Expression.Arithmetic;
import domovoy.alerting.language.Expression.Comparison;
import domovoy.alerting.language.Expression.Conditional;
import domovoy.alerting.language.Expression.Constant;
import domovoy.alerting.language.Expression.Foreign;
import domovoy.alerting.language.Expression.Negative;
import domovoy.alerting.language.Expression.OneOf;
import domovoy.alerting.language.Expression.Operation;
import domovoy.alerting.language.Expression.Variable;
import domovoy.core.House;
import domovoy.core.Names;
import domovoy.core.PointId;
import domovoy.core.Unit;
import domovoy.core.ValueType;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what has the right types and still makes no sense: units mixed, labels that are none. */
final class Meaning {
  private static final List<String> WEEKDAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final List<String> SEASONS = List.of("winter", "spring", "summer", "autumn");

  private final House house;
  private final List<Fault> faults = new ArrayList<>();

  Meaning(House house) {
    this.house = house;
  }

  List<Fault> faults(Expression expression) {
    expression.all().forEach(this::check);
    return List.copyOf(faults);
  }

  private void check(Expression part) {
    switch (part) {
      case Comparison comparison -> {
        sameUnit(comparison.left(), comparison.right(), comparison.relation().symbol());
        literal(comparison.left(), comparison.right());
        literal(comparison.right(), comparison.left());
      }
      case Arithmetic arithmetic when isSum(arithmetic) ->
          sameUnit(arithmetic.left(), arithmetic.right(), "+ and -");
      case OneOf oneOf -> oneOf.choices().forEach(it -> literal(oneOf.of(), it));
      case Arithmetic _,
          Conditional _,
          Constant _,
          Foreign _,
          Negative _,
          Variable _,
          Expression.Not _,
          Expression.And _,
          Expression.Or _ -> {}
    }
  }

  private static boolean isSum(Arithmetic arithmetic) {
    return arithmetic.operation() == Operation.ADD || arithmetic.operation() == Operation.SUBTRACT;
  }

  private void sameUnit(Expression left, Expression right, String around) {
    var first = unit(left);
    var second = unit(right);
    if (first.isPresent() && second.isPresent() && !first.equals(second)) {
      faults.add(
          new Fault(
              right.at(),
              "the unit %s on both sides of %s".formatted(first.get(), around),
              second.get().toString()));
    }
  }

  /** The unit of a number; empty where any will do, as with a literal or a product. */
  private Optional<String> unit(Expression expression) {
    return switch (expression) {
      case Variable variable -> unit(variable.signal());
      case Negative negative -> unit(negative.of());
      case Arithmetic sum when isSum(sum) -> unit(sum.left()).or(() -> unit(sum.right()));
      case Conditional conditional ->
          unit(conditional.then()).or(() -> unit(conditional.otherwise()));
      case Arithmetic _,
          Constant _,
          Foreign _,
          Comparison _,
          OneOf _,
          Expression.Not _,
          Expression.And _,
          Expression.Or _ ->
          Optional.empty();
    };
  }

  private Optional<String> unit(Signal signal) {
    return switch (signal) {
      case Signal.Current current when current.kind() == Kind.NUMBER ->
          Optional.of(unitOf(current.id()).code());
      case Signal.Windowed(var figure, var id, _) ->
          Optional.of(unitOf(id).code() + (figure == Signal.Figure.RATE ? "/h" : ""));
      case Signal.Age _ -> Optional.of("s");
      case Signal.Calendar(var word) when word == Signal.Word.SUN_ELEVATION -> Optional.of("deg");
      case Signal.Current _,
          Signal.Changed _,
          Signal.Held _,
          Signal.Calendar _,
          Signal.Mode _,
          Signal.Presence _,
          Signal.Alert _ ->
          Optional.empty();
    };
  }

  private Unit unitOf(PointId id) {
    return house.requirePoint(id).unit();
  }

  private void literal(Expression looked, Expression literal) {
    if (!(looked instanceof Variable(var signal, _)
        && literal instanceof Constant(String text, _, var at))) {
      return;
    }
    switch (signal) {
      case Signal.Current current -> {
        if (house.requirePoint(current.id()).accepts() instanceof ValueType.Choice(var labels)) {
          oneOf(text, labels, at);
        }
      }
      case Signal.Calendar(var word) -> {
        switch (word) {
          case WEEKDAY -> oneOf(text, WEEKDAYS, at);
          case SEASON -> oneOf(text, SEASONS, at);
          case TIME -> time(text, at);
          case MONTH, SUN_ELEVATION -> {}
        }
      }
      case Signal.Windowed _,
          Signal.Changed _,
          Signal.Age _,
          Signal.Held _,
          Signal.Mode _,
          Signal.Presence _,
          Signal.Alert _ -> {}
    }
  }

  private void oneOf(String text, List<String> known, int at) {
    if (!known.contains(text)) {
      var near = Names.nearest(text, known).map(it -> " (did you mean " + it + "?)").orElse("");
      faults.add(new Fault(at, "one of " + String.join(", ", known) + near, text));
    }
  }

  private void time(String text, int at) {
    try {
      if (text.length() == 5) {
        LocalTime.parse(text);
        return;
      }
    } catch (DateTimeParseException _) {
      // reported below
    }
    faults.add(new Fault(at, "a time of day as HH:MM, such as \"07:30\"", text));
  }
}
