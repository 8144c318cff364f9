package domovoy.edge.driver.i2c;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A kind of sensor chip: what it measures, and how it is asked. */
interface Chip {

  /**
   * One thing that the chip measures.
   *
   * @param name the last part of the point's id, and the quantity
   * @param unit in UCUM
   */
  record Quantity(String name, String unit, double minimum, double maximum) {}

  Quantity TEMPERATURE = new Quantity("temperature", "Cel", -40, 125);
  Quantity HUMIDITY = new Quantity("humidity", "%", 0, 100);

  /** The address that the chip has unless it is told otherwise. */
  int usualAddress();

  List<Quantity> quantities();

  /** Makes the chip ready; called once for each connection. */
  void start(Bus bus) throws IOException, InterruptedException;

  /**
   * Measures once.
   *
   * @return a number for each quantity, in its unit; none when the chip has nothing new yet
   * @throws IOException when the chip does not answer or its checksum is wrong
   */
  Map<Quantity, Double> measure(Bus bus) throws IOException, InterruptedException;
}
