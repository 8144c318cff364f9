/**
 * Electricity meters with a P1 port, after Netbeheer Nederland's <em>DSMR P1 Companion Standard
 * 5.0.2</em>; the objects have the numbers of IEC 62056-61 (OBIS).
 */
package domovoy.edge.driver.dsmr;
