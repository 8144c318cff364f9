package domovoy.collector.spi;

/** A kind of source. Found by {@link java.util.ServiceLoader}. */
public interface SourceProvider {

  /** The name in a source's {@code source} setting, such as {@code mqtt}. */
  String type();

  /**
   * Makes one configured source. Checks all settings and connects to nothing.
   *
   * @throws domovoy.core.InvalidInputException naming every setting that is wrong
   */
  Source open(SourceSettings settings);
}
