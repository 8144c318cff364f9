package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The thread from a reading to the actuator it moved, across all parts: the trace id of W3C Trace
 * Context, 32 lower-case hex digits.
 */
public record TraceId(@JsonValue String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  @JsonCreator
  public TraceId {
    if (hex == null || !HEX.matcher(hex).matches()) {
      throw new InvalidInputException("trace", "32 lower-case hex digits", String.valueOf(hex));
    }
  }

  public static TraceId random() {
    var random = ThreadLocalRandom.current();
    var hex = HexFormat.of();
    return new TraceId(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()));
  }

  /** The trace that a {@code traceparent} header names, if it is one. */
  public static Optional<TraceId> fromTraceparent(String header) {
    var match = TRACEPARENT.matcher(header);
    return match.matches() ? Optional.of(new TraceId(match.group(1))) : Optional.empty();
  }

  /** A {@code traceparent} header with a new span of this trace. */
  public String toTraceparent() {
    return "00-%s-%s-01"
        .formatted(hex, HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1));
  }

  @Override
  public String toString() {
    return hex;
  }
}
