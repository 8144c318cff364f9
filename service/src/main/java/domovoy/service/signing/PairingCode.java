package domovoy.service.signing;

import domovoy.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * The short-lived code that a person carries from the controller to a node: 60 random bits as
 * twelve characters of Crockford's base 32, written {@code ABCD-EFGH-JKLM}. It never travels over
 * the network. Printing it shows nothing; use {@link #text()} where a person shall read it.
 */
public final class PairingCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 12;
  private static final int GROUP = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String characters;

  private PairingCode(String characters) {
    this.characters = characters;
  }

  public static PairingCode random() {
    var characters = new StringBuilder(LENGTH);
    RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(it -> characters.append(ALPHABET.charAt(it)));
    return new PairingCode(characters.toString());
  }

  /**
   * Reads what a person typed: case, hyphens and spaces do not matter, and as in Crockford's base
   * 32 the letter O is read as 0, I and L as 1.
   *
   * @throws InvalidInputException naming {@code code}; the message does not repeat it
   */
  public static PairingCode parse(String typed) {
    var characters =
        typed
            .replaceAll("[-\\s]", "")
            .toUpperCase(Locale.ROOT)
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    var known = characters.chars().allMatch(it -> ALPHABET.indexOf(it) >= 0);
    if (characters.length() != LENGTH || !known) {
      throw new InvalidInputException("code", "twelve characters such as ABCD-EFGH-JKMN", "");
    }
    return new PairingCode(characters);
  }

  /** As people read and type it: {@code ABCD-EFGH-JKMN}. */
  public String text() {
    return String.join("-", characters.split("(?<=\\G.{" + GROUP + "})"));
  }

  byte[] bytes() {
    return characters.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairingCode code && characters.equals(code.characters);
  }

  @Override
  public int hashCode() {
    return characters.hashCode();
  }

  @Override
  public String toString() {
    return "PairingCode";
  }
}
