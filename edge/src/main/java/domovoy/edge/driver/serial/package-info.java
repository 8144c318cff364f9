/** Serial lines, for every driver that has one. */
package domovoy.edge.driver.serial;
