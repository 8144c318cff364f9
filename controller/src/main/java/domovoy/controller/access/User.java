package domovoy.controller.access;

import java.time.Instant;

/**
 * A person, or a screen, that signs in.
 *
 * @param name how it signs in
 * @param role what it may do
 * @param password the Argon2id hash of its password
 * @param created when it was added
 */
record User(String name, Role role, String password, Instant created) {
  @Override
  public String toString() {
    return "User[" + name + ", " + role + "]";
  }
}
