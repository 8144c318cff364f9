package domovoy.controller.access;

import java.util.Set;

/**
 * A program of the house that may call, from the settings.
 *
 * @param token its secret
 * @param scopes what it may do
 */
public record ServiceToken(String token, Set<String> scopes) {
  @Override
  public String toString() {
    return "ServiceToken[" + scopes + "]";
  }
}
