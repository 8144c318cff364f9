package domovoy.controller.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.core.InvalidInputException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may be allowed; the scopes of a token bear the same names. */
public enum Permission {
  /** See the house: points, history, incidents, rules, nodes. */
  READ,
  /** Command points and acknowledge incidents. */
  COMMAND,
  /** Change the house: areas, devices, nodes, rules. */
  CONFIGURE,
  /** Send readings, as the collector does. */
  READINGS,
  /** Send alerts, as Alertmanager and Grafana do. */
  ALERTS,
  /** Read the audit. */
  AUDIT,
  /** Manage users and tokens. */
  USERS;

  /** The scope that stands for all others. */
  public static final String ADMIN = "admin";

  /**
   * The permissions that a scope of a token gives.
   *
   * @throws InvalidInputException naming {@code scopes} when there is none of that name
   */
  public static Set<Permission> ofScope(String scope) {
    return scope.equals(ADMIN) ? EnumSet.allOf(Permission.class) : EnumSet.of(of(scope));
  }

  /** The permissions that the scopes of a token give together. */
  public static Set<Permission> ofScopes(Set<String> scopes) {
    var all = EnumSet.noneOf(Permission.class);
    scopes.forEach(it -> all.addAll(ofScope(it)));
    return all;
  }

  @JsonCreator
  static Permission of(String name) {
    return Arrays.stream(values())
        .filter(it -> it.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "scopes",
                    ADMIN
                        + ", "
                        + Arrays.stream(values())
                            .map(Permission::toString)
                            .collect(Collectors.joining(", ")),
                    name));
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
