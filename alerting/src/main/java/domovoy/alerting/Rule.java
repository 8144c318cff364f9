package domovoy.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.alerting.file.Place;
import domovoy.alerting.language.Condition;
import domovoy.alerting.language.Signal;
import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Source;
import domovoy.core.Title;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What shall be done while a condition holds.
 *
 * @param id its name in the house
 * @param version the first 12 hex digits of the SHA-256 of its content
 * @param title what the household calls it
 * @param state whether it acts
 * @param priority the level of its claims
 * @param when what begins it
 * @param until what ends it; empty: {@code when} being false
 * @param lasting how long {@code when} must have held; zero: at once
 * @param unknown what it does when its condition is unknown
 * @param ages how old a reading may be
 * @param missed what becomes of a moment that passed while the engine was down
 * @param then what is done, in order
 * @param afterwards what is done when it ends
 * @param because its own sentence for people; {@code {point}} stands for a reading
 * @param place where it stands in its file
 * @param text a rule file with this rule alone, {@code each} put in; read for the same points it is
 *     the same rule with the same version
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Rule(
    String id,
    String version,
    Title title,
    State state,
    Priority priority,
    Condition when,
    Optional<Condition> until,
    Duration lasting,
    Unknown unknown,
    AgeLimits ages,
    Missed missed,
    List<Action> then,
    List<Action> afterwards,
    Optional<Title> because,
    Place place,
    @JsonIgnore String text) {

  public Rule {
    then = List.copyOf(then);
    afterwards = List.copyOf(afterwards);
  }

  /** Whether a rule acts. */
  public enum State {
    ENABLED,
    /** Runs live, does nothing, and says what it would have done. */
    SHADOW,
    DISABLED;

    @JsonCreator
    public static State of(String name) {
      return named(values(), "state", name);
    }

    @JsonValue
    @Override
    public String toString() {
      return word(this);
    }
  }

  /** What a condition that is neither true nor false means for a rule. */
  public enum Unknown {
    /** It stays as it is. */
    HOLD,
    /** It ends, as if the condition were false. */
    RELEASE,
    /** It stays as it is and an incident tells of the sensor. */
    ALARM;

    @JsonCreator
    public static Unknown of(String name) {
      return named(values(), "unknown", name);
    }

    @JsonValue
    @Override
    public String toString() {
      return word(this);
    }
  }

  /** What becomes of a timer or step that was due while the engine was down. */
  public enum Missed {
    /** It is done now, if the rule still holds. */
    RUN_LATE,
    /** A timer starts again; a step is left out. */
    SKIP,
    /** The rule ends and gives up its claims. */
    MAKE_SAFE;

    @JsonCreator
    public static Missed of(String name) {
      return named(values(), "missed", name);
    }

    @JsonValue
    @Override
    public String toString() {
      return word(this);
    }
  }

  /** Who its claims come from. */
  public Source source() {
    return Source.rule(id);
  }

  /** Everything its conditions look at, each once. */
  @JsonIgnore
  public List<Signal> signals() {
    return Stream.concat(
            when.expression().signals(), until.stream().flatMap(it -> it.expression().signals()))
        .distinct()
        .toList();
  }

  /** The points its conditions look at. */
  public List<PointId> watches() {
    return signals().stream().flatMap(it -> it.point().stream()).distinct().sorted().toList();
  }

  /** The points it commands. */
  public List<PointId> commands() {
    return Stream.concat(then.stream(), afterwards.stream())
        .filter(Action.SetPoint.class::isInstance)
        .map(it -> ((Action.SetPoint) it).point())
        .distinct()
        .sorted()
        .toList();
  }

  public Rule with(State other) {
    return new Rule(
        id,
        version,
        title,
        other,
        priority,
        when,
        until,
        lasting,
        unknown,
        ages,
        missed,
        then,
        afterwards,
        because,
        place,
        text);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E named(E[] values, String field, String name) {
    return Arrays.stream(values)
        .filter(it -> it.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException(field, Arrays.toString(values), name));
  }
}
