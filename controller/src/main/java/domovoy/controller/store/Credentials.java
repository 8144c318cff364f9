package domovoy.controller.store;

import java.util.List;
import java.util.Optional;

/** Secrets by name, sealed in the collection {@code credentials}. */
public final class Credentials {
  private static final String COLLECTION = "credentials";

  private record Sealed(String sealed) {}

  private final Documents<Sealed> documents;
  private final Secrets secrets;

  public Credentials(ConfigurationStore store, Secrets secrets) {
    this.documents = store.documents(COLLECTION, Sealed.class);
    this.secrets = secrets;
  }

  /**
   * Keeps a secret; it is durable when this returns.
   *
   * @param id whose it is: {@code node/garage}, {@code camera/yard}
   */
  public void save(String id, String secret) {
    documents.save(id, new Sealed(secrets.seal(secret, context(id))));
  }

  /**
   * The secret of that name.
   *
   * @throws StoreException when it does not open with this key
   */
  public Optional<String> find(String id) {
    return documents.find(id).map(it -> secrets.unseal(it.sealed(), context(id)));
  }

  /** Forgets the secret; false when there was none. */
  public boolean delete(String id) {
    return documents.delete(id);
  }

  /** The names that begin so, such as {@code node/}. */
  public List<String> names(String prefix) {
    return documents.all().stream()
        .map(Versioned::id)
        .filter(it -> it.startsWith(prefix))
        .sorted()
        .toList();
  }

  private static String context(String id) {
    return COLLECTION + "/" + id;
  }
}
