package domovoy.controller.nodes;

import domovoy.service.Problem;
import domovoy.service.signing.Pairing;
import domovoy.service.signing.PairingCode;
import domovoy.service.signing.PairingRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The codes that may pair a node now. Each is good for one node and ten minutes; after a few wrong
 * guesses all of them are void.
 */
final class PairingCodes {
  static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final int MOST = 10;
  private static final int MOST_FAILURES = 5;

  private final InstantSource clock;
  private final Map<PairingCode, Instant> codes = new LinkedHashMap<>();
  private int failures;

  PairingCodes(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A new code.
   *
   * @throws domovoy.service.ProblemException 429 when too many are waiting to be used
   */
  synchronized PairingCode create() {
    forgetOld();
    if (codes.size() >= MOST) {
      throw Problem.tooMany("%d codes wait to be used; use one or wait".formatted(MOST))
          .toException();
    }
    if (codes.isEmpty()) {
      failures = 0;
    }
    var code = PairingCode.random();
    codes.put(code, clock.instant().plus(GOOD_FOR));
    return code;
  }

  /** The code that the sender knew, used up by this; empty: none. */
  synchronized Optional<PairingCode> use(PairingRequest request) {
    forgetOld();
    var known = codes.keySet().stream().filter(it -> Pairing.isProved(it, request)).findFirst();
    if (known.isPresent()) {
      codes.remove(known.get());
    } else if (++failures >= MOST_FAILURES) {
      codes.clear();
    }
    return known;
  }

  private void forgetOld() {
    var now = clock.instant();
    codes.values().removeIf(it -> !now.isBefore(it));
  }
}
