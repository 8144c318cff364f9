package domovoy.edge.driver.i2c;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** ROHM BH1750: light. */
final class Bh1750 implements Chip {
  private static final Quantity ILLUMINANCE = new Quantity("illuminance", "lx", 0, 54_613);
  private static final double COUNTS_PER_LUX = 1.2;
  private static final int MEASURE_MILLIS = 180;

  @Override
  public int usualAddress() {
    return 0x23;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(ILLUMINANCE);
  }

  @Override
  public void start(Bus bus) throws IOException {
    bus.write(0x01); // power on
  }

  @Override
  public Map<Quantity, Double> measure(Bus bus) throws IOException, InterruptedException {
    bus.write(0x20); // once, to 1 lx
    Thread.sleep(MEASURE_MILLIS);
    var bytes = bus.read(2);
    var count = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    return Map.of(ILLUMINANCE, count / COUNTS_PER_LUX);
  }
}
