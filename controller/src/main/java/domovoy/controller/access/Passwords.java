package domovoy.controller.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane, as OWASP's password storage cheat sheet
 * advises. Few are computed at a time, so that sign-ins cannot take the memory of the house.
 */
final class Passwords {
  private static final Argon2Function ARGON =
      Argon2Function.getInstance(19 << 10, 2, 1, 32, Argon2.ID);
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE = 2;

  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final SecureRandom random = new SecureRandom();
  private final String nobodys = hash(new Password("no one has this password"));

  /** In the usual text form, with its parameters and salt. */
  String hash(Password password) {
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return inTurn(() -> ARGON.hash(bytes(password), salt).getResult());
  }

  /** Whether it is the password of that hash; takes as long when there is no hash. */
  boolean matches(Password password, Optional<String> hash) {
    var compared = hash.orElse(nobodys);
    var equal =
        inTurn(
            () ->
                Argon2Function.getInstanceFromHash(compared)
                    .check(bytes(password), compared.getBytes(StandardCharsets.UTF_8)));
    return equal && hash.isPresent();
  }

  private <T> T inTurn(Supplier<T> computation) {
    turns.acquireUninterruptibly();
    try {
      return computation.get();
    } finally {
      turns.release();
    }
  }

  private static byte[] bytes(Password password) {
    return password.text().getBytes(StandardCharsets.UTF_8);
  }
}
