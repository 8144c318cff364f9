package domovoy.edge.driver.i2c;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * Bosch BME280: temperature, humidity, air pressure. The formulas are those of its data sheet,
 * section 8.1 (floating point), with what the maker has measured of each chip.
 */
final class Bme280 implements Chip {
  private static final Quantity PRESSURE = new Quantity("pressure", "hPa", 300, 1_100);
  private static final int CHIP_ID = 0x60;
  private static final int SKIPPED = 0x80000;
  private static final int MEASURE_MILLIS = 10;
  private static final int RESET_MILLIS = 3;

  private Calibration calibration;

  /** What the maker has measured of the chip; names as in the data sheet. */
  record Calibration(
      int t1, int t2, int t3, int[] p, int h1, int h2, int h3, int h4, int h5, int h6) {

    /**
     * Reads the registers.
     *
     * @param low 26 bytes from 0x88
     * @param high 7 bytes from 0xE1
     */
    static Calibration of(byte[] low, byte[] high) {
      var in = ByteBuffer.wrap(low).order(ByteOrder.LITTLE_ENDIAN);
      var p = new int[10];
      var t1 = in.getShort() & 0xFFFF;
      var t2 = in.getShort();
      var t3 = in.getShort();
      p[1] = in.getShort() & 0xFFFF;
      for (var index = 2; index < p.length; index++) {
        p[index] = in.getShort();
      }
      var hum = ByteBuffer.wrap(high).order(ByteOrder.LITTLE_ENDIAN);
      return new Calibration(
          t1,
          t2,
          t3,
          p,
          low[25] & 0xFF,
          hum.getShort(0),
          high[2] & 0xFF,
          high[3] << 4 | high[4] & 0x0F,
          high[5] << 4 | (high[4] & 0xF0) >> 4,
          high[6]);
    }

    /** "t_fine" of the data sheet: 5120 for each °C. */
    double fine(int raw) {
      var var1 = (raw / 16_384.0 - t1 / 1_024.0) * t2;
      var var2 = raw / 131_072.0 - t1 / 8_192.0;
      return var1 + var2 * var2 * t3;
    }

    double celsius(int raw) {
      return fine(raw) / 5_120;
    }

    double hectopascals(int raw, double fine) {
      var var1 = fine / 2 - 64_000;
      var var2 = var1 * var1 * p[6] / 32_768 + var1 * p[5] * 2;
      var2 = var2 / 4 + p[4] * 65_536.0;
      var1 = (p[3] * var1 * var1 / 524_288 + p[2] * var1) / 524_288;
      var1 = (1 + var1 / 32_768) * p[1];
      var pressure = (1_048_576 - raw - var2 / 4_096) * 6_250 / var1;
      var1 = p[9] * pressure * pressure / 2_147_483_648.0;
      var2 = pressure * p[8] / 32_768;
      return (pressure + (var1 + var2 + p[7]) / 16) / 100;
    }

    double percent(int raw, double fine) {
      var base = fine - 76_800;
      var humidity =
          (raw - (h4 * 64.0 + h5 / 16_384.0 * base))
              * (h2 / 65_536.0 * (1 + h6 / 67_108_864.0 * base * (1 + h3 / 67_108_864.0 * base)));
      humidity *= 1 - h1 * humidity / 524_288;
      return Math.clamp(humidity, 0, 100);
    }
  }

  @Override
  public int usualAddress() {
    return 0x76;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(TEMPERATURE, HUMIDITY, PRESSURE);
  }

  @Override
  public void start(Bus bus) throws IOException, InterruptedException {
    var id = registers(bus, 0xD0, 1)[0] & 0xFF;
    if (id != CHIP_ID) {
      throw new IOException("the chip says that it is 0x%02x, no BME280 (0x60)".formatted(id));
    }
    bus.write(0xE0, 0xB6); // reset
    Thread.sleep(RESET_MILLIS);
    calibration = Calibration.of(registers(bus, 0x88, 26), registers(bus, 0xE1, 7));
    bus.write(0xF2, 0x01); // humidity once
  }

  @Override
  public Map<Quantity, Double> measure(Bus bus) throws IOException, InterruptedException {
    bus.write(0xF4, 0x25); // temperature and pressure once, now
    Thread.sleep(MEASURE_MILLIS);
    var data = registers(bus, 0xF7, 8);
    var pressure = twentyBits(data, 0);
    var temperature = twentyBits(data, 3);
    if (temperature == SKIPPED || pressure == SKIPPED) {
      throw new IOException("the chip has measured nothing");
    }
    var fine = calibration.fine(temperature);
    var humidity = (data[6] & 0xFF) << 8 | data[7] & 0xFF;
    return Map.of(
        TEMPERATURE,
        calibration.celsius(temperature),
        HUMIDITY,
        calibration.percent(humidity, fine),
        PRESSURE,
        calibration.hectopascals(pressure, fine));
  }

  private static int twentyBits(byte[] data, int at) {
    return (data[at] & 0xFF) << 12 | (data[at + 1] & 0xFF) << 4 | (data[at + 2] & 0xFF) >> 4;
  }

  private static byte[] registers(Bus bus, int first, int count) throws IOException {
    bus.write(first);
    return bus.read(count);
  }
}
