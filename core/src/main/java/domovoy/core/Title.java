package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What the household calls a thing, in English and Russian. One language is enough.
 *
 * @param en in English, or empty
 * @param ru in Russian, or empty
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Title(Optional<String> en, Optional<String> ru) {
  public static final Title NONE = new Title(Optional.empty(), Optional.empty());

  public static Title of(String en, String ru) {
    return new Title(Optional.of(en), Optional.of(ru));
  }

  /** In the asked language, or in the other one, or the fallback. */
  public String in(String language, String fallback) {
    var first = language.startsWith("ru") ? ru : en;
    return first.or(() -> ru.or(() -> en)).orElse(fallback);
  }
}
