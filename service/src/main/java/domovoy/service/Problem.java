package domovoy.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.core.InvalidInputException;
import java.util.List;

/**
 * What a program answers when it does not do what it was asked: problem details as in RFC 9457,
 * {@code application/problem+json}.
 *
 * @param type a name for the kind of problem, stable for programs to match
 * @param title the kind of problem, in words
 * @param status the HTTP status
 * @param detail what is wrong here and what would have been right
 * @param faults for bad input, every field that is wrong
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    List<InvalidInputException.Fault> faults) {
  public static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPES = "urn:domovoy:problem:";

  public static Problem of(int status, String kind, String title, String detail) {
    return new Problem(TYPES + kind, title, status, detail, List.of());
  }

  public static Problem badInput(InvalidInputException e) {
    return new Problem(
        TYPES + "bad-input", "The input was refused", 400, e.getMessage(), e.faults());
  }

  public static Problem unauthorized(String detail) {
    return of(401, "unauthorized", "Not signed in", detail);
  }

  public static Problem forbidden(String detail) {
    return of(403, "forbidden", "Not allowed", detail);
  }

  public static Problem notFound(String detail) {
    return of(404, "not-found", "Not found", detail);
  }

  public static Problem conflict(String detail) {
    return of(409, "conflict", "Conflicts with the present state", detail);
  }

  public static Problem tooLarge(long limit) {
    return of(413, "too-large", "The body is too large", "at most %d bytes".formatted(limit));
  }

  public static Problem tooMany(String detail) {
    return of(429, "too-many", "Too many requests", detail);
  }

  public static Problem badGateway(String detail) {
    return of(502, "bad-gateway", "A neighbour answered wrongly", detail);
  }

  public static Problem unavailable(String detail) {
    return of(503, "unavailable", "Not available now", detail);
  }

  public static Problem timeout(String detail) {
    return of(504, "timeout", "No answer in time", detail);
  }

  /** This problem as an exception, for a handler to throw. */
  public ProblemException toException() {
    return new ProblemException(this);
  }
}
