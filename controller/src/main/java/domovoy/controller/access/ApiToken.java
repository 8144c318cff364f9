package domovoy.controller.access;

import java.time.Instant;
import java.util.Set;

/**
 * A program that may call, with a token that is shown once.
 *
 * @param name what the program is called, in claims and audit
 * @param scopes what it may do
 * @param hash the hash of its token
 * @param created when it was made
 * @param by who made it
 */
record ApiToken(String name, Set<String> scopes, String hash, Instant created, String by) {
  @Override
  public String toString() {
    return "ApiToken[" + name + ", " + scopes + "]";
  }
}
