package domovoy.collector.replay;

import domovoy.core.InvalidInputException;
import domovoy.core.Reading;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The readings of a recording, one by one, in the order of its rows. */
public final class RecordedReadings implements Iterator<Reading>, AutoCloseable {
  private final Recording rows;
  private Iterator<Reading> row = Collections.emptyIterator();

  private RecordedReadings(Recording rows) {
    this.rows = rows;
  }

  /**
   * Opens a recording.
   *
   * @throws InvalidInputException naming the column that it lacks; later, the row that is wrong
   */
  public static RecordedReadings open(Path file, Mapping mapping) {
    return new RecordedReadings(Recording.open(file, mapping));
  }

  @Override
  public boolean hasNext() {
    while (!row.hasNext() && rows.hasNext()) {
      row = rows.next().readings().iterator();
    }
    return row.hasNext();
  }

  @Override
  public Reading next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return row.next();
  }

  @Override
  public void close() {
    rows.close();
  }
}
