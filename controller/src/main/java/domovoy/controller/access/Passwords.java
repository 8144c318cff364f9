package domovoy.controller.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import domovoy.core.InvalidInputException;
import java.util.Optional;

/**
 * Passwords as Argon2id hashes (RFC 9106) with the parameters that OWASP's Password Storage Cheat
 * Sheet gives for it: 19 MiB, two passes, one lane.
 */
final class Passwords {
  private static final int SHORTEST = 10;
  private static final int LONGEST = 200;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

  /** What is checked for a user that is not there, so that it takes as long. */
  private final String nobody = hash("nobody has this password");

  /**
   * Hashes a new password.
   *
   * @throws InvalidInputException when it is too short or too long
   */
  String hash(String password) {
    if (password == null || password.length() < SHORTEST || password.length() > LONGEST) {
      throw new InvalidInputException(
          "password", "%d to %d characters".formatted(SHORTEST, LONGEST), "");
    }
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
  }

  /** Whether it is the user's password; as slow for a user that is not there. */
  boolean matches(String password, Optional<User> user) {
    var right =
        Password.check(
                password.length() > LONGEST ? "" : password,
                user.map(User::password).orElse(nobody))
            .with(ARGON2);
    return right && user.isPresent();
  }
}
