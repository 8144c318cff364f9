package domovoy.alerting.file;

/**
 * A place in a file, as editors count it.
 *
 * @param line from 1
 * @param column from 1
 */
public record Place(int line, int column) {
  @Override
  public String toString() {
    return "line %d, column %d".formatted(line, column);
  }
}
