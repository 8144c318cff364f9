/**
 * What a driver implements to bring a kind of device to an edge node. A driver is a package and a
 * line in {@code META-INF/services/domovoy.edge.spi.DriverProvider}; see {@code docs/extending.md}.
 */
package domovoy.edge.spi;
