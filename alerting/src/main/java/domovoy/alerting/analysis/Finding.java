package domovoy.alerting.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.alerting.file.Place;
import domovoy.core.PointId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is probably not as the owner wants it.
 *
 * @param kind what sort of thing
 * @param rules the rules concerned, the one to look at first in front
 * @param point the point it is about
 * @param message what is wrong and what to do, in a sentence or two
 * @param witness values at which it happens: signal to value
 * @param place where the first rule stands in its file
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Finding(
    Kind kind,
    List<String> rules,
    Optional<PointId> point,
    String message,
    Map<String, String> witness,
    Place place) {

  /** What sort of thing a finding is. */
  public enum Kind {
    /** A condition, or a branch of one, that can never be true. */
    UNREACHABLE,
    /** A condition that is always true. */
    ALWAYS,
    /** A rule that, once begun, never ends. */
    ENDLESS,
    /** Two rules that can hold together and set one point differently at one level. */
    CONFLICT,
    /** Rules that set off, end or hold one another, or themselves. */
    LOOP,
    /** A rule that will begin and end all the time. */
    OSCILLATION,
    /** A life-safety rule that does not work when the network or the controller is down. */
    NETWORK,
    /** An action that the point's protections will refuse or undo. */
    PROTECTION,
    /** An action that has no effect. */
    POINTLESS;

    /** Whether a rule with it does not do what it says: it is not enabled before that is mended. */
    public boolean isError() {
      return switch (this) {
        case UNREACHABLE, CONFLICT, LOOP, PROTECTION -> true;
        case ALWAYS, ENDLESS, OSCILLATION, NETWORK, POINTLESS -> false;
      };
    }

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    var values =
        witness.isEmpty()
            ? ""
            : " For example: "
                + String.join(
                    ", ",
                    witness.entrySet().stream()
                        .map(it -> it.getKey() + " = " + it.getValue())
                        .toList())
                + ".";
    return "%s: %s (%s): %s%s".formatted(place, kind, String.join(", ", rules), message, values);
  }
}
