package domovoy.controller.access;

import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The cookie with the session's token: no script reads it, and no other site sends it. */
final class SessionCookie {
  static final String NAME = "domovoy-session";

  private final boolean secure;
  private final InstantSource clock;

  /**
   * @param secure whether the page is served over HTTPS, so that the cookie never leaves it
   */
  SessionCookie(boolean secure, InstantSource clock) {
    this.secure = secure;
    this.clock = clock;
  }

  static Optional<String> of(ServerRequest request) {
    return request.headers().cookies().first(NAME).asOptional().filter(it -> !it.isEmpty());
  }

  void set(ServerRequest request, ServerResponse response, Sessions.Opened opened) {
    var life = Duration.between(clock.instant(), opened.session().ends());
    write(request, response, opened.token(), life);
  }

  void clear(ServerRequest request, ServerResponse response) {
    write(request, response, "", Duration.ZERO);
  }

  private void write(ServerRequest request, ServerResponse response, String value, Duration life) {
    var cookie =
        SetCookie.builder(NAME, value)
            .path("/")
            .httpOnly(true)
            .sameSite(SetCookie.SameSite.STRICT)
            .secure(secure || isHttpsBefore(request))
            .maxAge(life)
            .build();
    response.headers().addCookie(cookie);
  }

  /** When a proxy in front ends TLS; a lie here only hurts who tells it. */
  private static boolean isHttpsBefore(ServerRequest request) {
    return request
        .headers()
        .value(HeaderNames.create("X-Forwarded-Proto"))
        .filter("https"::equalsIgnoreCase)
        .isPresent();
  }
}
