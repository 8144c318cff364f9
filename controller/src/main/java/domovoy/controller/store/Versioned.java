package domovoy.controller.store;

/**
 * A stored value with what the store knows of it.
 *
 * @param id its name in the collection
 * @param order grows from each insert to the next in the collection; the key of paging
 * @param version 1 when inserted, one more with each change
 */
public record Versioned<T>(String id, long order, long version, T value) {

  /** The same document with another value, for {@link Documents#replace}. */
  public Versioned<T> with(T changed) {
    return new Versioned<>(id, order, version, changed);
  }
}
