package domovoy.edge.driver.i2c;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Sensirion SHT30, SHT31, SHT35: temperature and humidity. */
final class Sht3x implements Chip {
  private static final int MEASURE_MILLIS = 16;
  private static final int RESET_MILLIS = 2;

  @Override
  public int usualAddress() {
    return 0x44;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(TEMPERATURE, HUMIDITY);
  }

  @Override
  public void start(Bus bus) throws IOException, InterruptedException {
    bus.write(0x30, 0xA2); // soft reset
    Thread.sleep(RESET_MILLIS);
  }

  @Override
  public Map<Quantity, Double> measure(Bus bus) throws IOException, InterruptedException {
    bus.write(0x24, 0x00); // once, with high repeatability
    Thread.sleep(MEASURE_MILLIS);
    var words = Sensirion.words(bus, 2);
    return Map.of(TEMPERATURE, Sensirion.celsius(words[0]), HUMIDITY, Sensirion.percent(words[1]));
  }
}
