package domovoy.collector;

import domovoy.service.Problem;
import domovoy.service.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Who may send. With tokens configured, who shows one of them; without, whoever is on this machine
 * (the door is bound to the loopback address then), except pages in a browser, which other people
 * wrote.
 */
final class Access {
  private final List<byte[]> tokens;

  Access(List<String> tokens) {
    this.tokens = tokens.stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /**
   * Lets the request pass.
   *
   * @throws ProblemException 401 without a right token, 403 from a page in a browser
   */
  void require(ServerRequest request) {
    if (tokens.isEmpty()) {
      if (request.headers().contains(HeaderNames.ORIGIN)) {
        throw Problem.forbidden("pages in a browser may not send to a collector without a token")
            .toException();
      }
      return;
    }
    var header = request.headers().value(HeaderNames.AUTHORIZATION).orElse("");
    if (!isKnown(header)) {
      throw Problem.unauthorized(
              "send the header Authorization: Bearer TOKEN, or Token TOKEN, with a token of this"
                  + " collector")
          .toException();
    }
  }

  private boolean isKnown(String header) {
    var space = header.indexOf(' ');
    var scheme = space < 0 ? "" : header.substring(0, space);
    if (!scheme.equalsIgnoreCase("Bearer") && !scheme.equalsIgnoreCase("Token")) {
      return false;
    }
    var shown = header.substring(space + 1).strip().getBytes(StandardCharsets.UTF_8);
    var known = false;
    for (var token : tokens) {
      known |= MessageDigest.isEqual(token, shown); // all of them, so that time tells nothing
    }
    return known;
  }
}
