package domovoy.service;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whether a program is ready to do its work. Each part registers one check; a check answers what is
 * wrong, or nothing.
 */
public final class Health {
  private final Map<String, Supplier<Optional<String>>> checks = new ConcurrentHashMap<>();

  /**
   * Adds a check.
   *
   * @param name what is checked: {@code history}, {@code buffer}
   * @param check empty when all is well, else what is wrong, in a sentence; must not block
   */
  public void check(String name, Supplier<Optional<String>> check) {
    checks.put(name, check);
  }

  /** Name to what is wrong; empty when the program is ready. */
  public Map<String, String> faults() {
    var faults = new TreeMap<String, String>();
    checks.forEach(
        (name, check) -> {
          try {
            check.get().ifPresent(fault -> faults.put(name, fault));
          } catch (RuntimeException e) {
            faults.put(name, String.valueOf(e.getMessage()));
          }
        });
    return faults;
  }
}
