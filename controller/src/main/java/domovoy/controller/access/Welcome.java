package domovoy.controller.access;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * The one-time link with which the owner of a new house signs in. There is none once there is an
 * owner; each start of a house without one makes another.
 */
final class Welcome {
  private final AtomicReference<Optional<String>> secret = new AtomicReference<>(Optional.empty());

  Welcome(BooleanSupplier hasOwner) {
    if (!hasOwner.getAsBoolean()) {
      secret.set(Optional.of(Digest.randomSecret()));
    }
  }

  /** The link into the panel; its secret is behind the #, so that no server logs it. */
  Optional<URI> link(URI base) {
    return secret.get().map(it -> base.resolve("/#/welcome/" + it));
  }

  /** Uses the link up; false when it is not it, or was used before. */
  boolean use(String token) {
    var present = secret.get();
    return present.isPresent()
        && Digest.same(present.get(), token)
        && secret.compareAndSet(present, Optional.empty());
  }

  /** Makes the link good again, when what it was used for came to nothing. */
  void giveBack(String token) {
    secret.set(Optional.of(token));
  }
}
