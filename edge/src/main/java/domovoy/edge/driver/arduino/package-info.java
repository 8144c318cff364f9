/**
 * Boards on a serial line that say by themselves what they have: driver {@code arduino}. The
 * protocol is specified in {@code docs/serial-protocol.md}, the firmware is {@code edge/firmware}.
 */
package domovoy.edge.driver.arduino;
