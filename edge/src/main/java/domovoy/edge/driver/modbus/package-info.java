/**
 * Modbus over TCP and over a serial line (RTU), after <em>MODBUS Application Protocol Specification
 * V1.1b3</em>, <em>MODBUS Messaging on TCP/IP Implementation Guide V1.0b</em> and <em>MODBUS over
 * Serial Line V1.02</em>.
 */
package domovoy.edge.driver.modbus;
