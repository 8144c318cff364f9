package domovoy.edge.driver.i2c;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Sensirion SCD40, SCD41: carbon dioxide, temperature, humidity; something new every 5 s. */
final class Scd4x implements Chip {
  private static final Quantity CO2 = new Quantity("co2", "[ppm]", 0, 40_000);
  private static final int READY = 0x07FF;
  private static final int STOP_MILLIS = 500;
  private static final int ANSWER_MILLIS = 2;

  @Override
  public int usualAddress() {
    return 0x62;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(CO2, TEMPERATURE, HUMIDITY);
  }

  @Override
  public void start(Bus bus) throws IOException, InterruptedException {
    bus.write(0x3F, 0x86); // stop: a chip that measures already takes no start
    Thread.sleep(STOP_MILLIS);
    bus.write(0x21, 0xB1); // measure every 5 s
  }

  @Override
  public Map<Quantity, Double> measure(Bus bus) throws IOException, InterruptedException {
    bus.write(0xE4, 0xB8); // is there something new?
    Thread.sleep(ANSWER_MILLIS);
    if ((Sensirion.words(bus, 1)[0] & READY) == 0) {
      return Map.of();
    }
    bus.write(0xEC, 0x05); // read it
    Thread.sleep(ANSWER_MILLIS);
    var words = Sensirion.words(bus, 3);
    return Map.of(
        CO2,
        (double) words[0],
        TEMPERATURE,
        Sensirion.celsius(words[1]),
        HUMIDITY,
        Sensirion.percent(words[2]));
  }
}
