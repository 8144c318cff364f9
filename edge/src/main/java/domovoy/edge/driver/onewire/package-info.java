/** Thermometers on the 1-Wire bus, read through the kernel's files: driver {@code ds18b20}. */
package domovoy.edge.driver.onewire;
