package domovoy.alerting.reflex;

import domovoy.core.InvalidInputException;
import domovoy.core.Site;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The rules that a node runs by itself, all of them: it replaces the one before.
 *
 * @param version the first 24 hex digits of the SHA-256 of the rest
 * @param site the house, for its zone and the place of its sun
 * @param rules each rule as a rule file of its own, see {@link domovoy.alerting.Rule#text}
 */
public record Deployment(String version, Site site, List<String> rules) {
  private static final int BYTES = 12;

  /**
   * @throws InvalidInputException when the version is not that of the rest
   */
  public Deployment {
    rules = rules == null ? List.of() : List.copyOf(rules);
    if (site == null) {
      throw new InvalidInputException("site", "the site's id and zone", "");
    }
    var expected = digest(site, rules);
    if (!expected.equals(version)) {
      throw new InvalidInputException("version", expected + ", that of the rules", version + "");
    }
  }

  public static Deployment of(Site site, List<String> rules) {
    return new Deployment(digest(site, List.copyOf(rules)), site, rules);
  }

  private static String digest(Site site, List<String> rules) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(site.toString().getBytes(StandardCharsets.UTF_8));
      for (var rule : rules) {
        digest.update((byte) 0);
        digest.update(rule.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
