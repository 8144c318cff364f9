package domovoy.controller.access;

import static domovoy.controller.access.Permission.AUDIT;
import static domovoy.controller.access.Permission.COMMAND;
import static domovoy.controller.access.Permission.CONFIGURE;
import static domovoy.controller.access.Permission.READ;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.core.InvalidInputException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a user is in the house. */
public enum Role {
  OWNER(EnumSet.allOf(Permission.class)),
  RESIDENT(Set.of(READ, COMMAND)),
  /** Sees the house and moves nothing. */
  GUEST(Set.of(READ)),
  /** Fits the house out: devices, nodes, rules; has no say over people. */
  INSTALLER(Set.of(READ, COMMAND, CONFIGURE, AUDIT)),
  /** A TV or a panel on the wall. */
  SCREEN(Set.of(READ));

  private final Set<Permission> permissions;

  Role(Set<Permission> permissions) {
    this.permissions = permissions;
  }

  public Set<Permission> permissions() {
    return permissions;
  }

  @JsonCreator
  static Role of(String name) {
    return Arrays.stream(values())
        .filter(it -> it.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException("role", Arrays.toString(values()), name));
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
