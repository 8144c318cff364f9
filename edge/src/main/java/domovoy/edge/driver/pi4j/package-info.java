/** The one Pi4J context of the process, which the drivers of pins and of the I²C bus share. */
package domovoy.edge.driver.pi4j;
