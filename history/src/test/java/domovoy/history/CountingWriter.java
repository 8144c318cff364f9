package domovoy.history;

import domovoy.core.Reading;
import domovoy.core.Value;
import java.nio.file.Path;
import java.util.List;

/** A program that writes one reading after another and prints how many are acknowledged. */
final class CountingWriter {
  private CountingWriter() {}

  public static void main(String[] arguments) throws HistoryException {
    var settings = HistorySettings.embedded(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    var point = Samples.number("kill.temperature");
    try (var history = History.open(settings)) {
      for (var number = Integer.parseInt(arguments[2]); ; number++) {
        history.write(Samples.lines(point, List.of(reading(number))));
        System.out.println("acknowledged " + (number + 1));
      }
    }
  }

  static Reading reading(int number) {
    var point = Samples.number("kill.temperature");
    return Reading.good(point.id(), Value.of(number / 10.0), Samples.START.plusSeconds(number));
  }
}
