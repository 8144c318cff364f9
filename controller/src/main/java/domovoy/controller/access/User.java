package domovoy.controller.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.core.InvalidInputException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A person who may sign in.
 *
 * @param name as they write it
 * @param passwordHash see {@link Passwords}
 * @param role what they are in the house
 * @param language {@code en} or {@code ru}; empty: as their browser says
 * @param created when
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record User(
    String name, String passwordHash, Role role, Optional<String> language, Instant created) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,39}");

  static String requireName(String name) {
    if (name == null || !NAME.matcher(name).matches() || !name.equals(name.strip())) {
      throw new InvalidInputException(
          "name",
          "1 to 40 letters, digits, spaces, dots or hyphens, beginning with a letter or digit",
          String.valueOf(name));
    }
    return name;
  }

  static Optional<String> requireLanguage(Optional<String> language) {
    language
        .filter(it -> !it.equals("en") && !it.equals("ru"))
        .ifPresent(
            it -> {
              throw new InvalidInputException("language", "en or ru", it);
            });
    return language;
  }

  /** One name in whatever case it is typed. */
  static String id(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  User with(Role changed) {
    return new User(name, passwordHash, changed, language, created);
  }

  User withPasswordHash(String changed) {
    return new User(name, changed, role, language, created);
  }

  User withLanguage(String changed) {
    return new User(name, passwordHash, role, Optional.of(changed), created);
  }

  @Override
  public String toString() {
    return "User[%s, %s]".formatted(name, role);
  }
}
