/** Sensors on the I²C bus: driver {@code i2c}, with one class for each kind of chip. */
package domovoy.edge.driver.i2c;
