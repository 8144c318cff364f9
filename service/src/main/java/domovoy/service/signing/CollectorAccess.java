package domovoy.service.signing;

import java.net.URI;

/**
 * Where a node sends its readings, and the token it shows there. Never printed.
 *
 * @param url the collector, such as {@code http://server:8082}
 * @param token the bearer token
 */
public record CollectorAccess(URI url, String token) {

  @Override
  public String toString() {
    return "CollectorAccess[" + url + "]";
  }
}
