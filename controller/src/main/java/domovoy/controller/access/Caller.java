package domovoy.controller.access;

import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.core.Source;
import domovoy.service.Problem;
import domovoy.service.ProblemException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a request.
 *
 * @param source the person or the token, for claims and the audit
 * @param kind how they have shown who they are
 * @param user the person whose session or token it is; empty: a part of Domovoy
 * @param role that person's role
 * @param permissions what they may do
 * @param from the address the request comes from
 */
public record Caller(
    Source source,
    Kind kind,
    Optional<String> user,
    Optional<Role> role,
    Set<Permission> permissions,
    String from) {

  /** How a caller shows who it is. */
  public enum Kind {
    SESSION,
    TOKEN;

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Caller {
    permissions = Set.copyOf(permissions);
  }

  public String name() {
    return source.name();
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /**
   * Goes on only with the permission.
   *
   * @throws ProblemException 403 without it
   */
  public void require(Permission permission) {
    if (!may(permission)) {
      throw Problem.forbidden(
              "%s may not do this: it takes the permission '%s'".formatted(name(), permission))
          .toException();
    }
  }
}
