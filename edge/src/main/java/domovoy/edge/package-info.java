/**
 * The agent on a Raspberry Pi: it keeps its devices' drivers running, takes signed commands, holds
 * every actuator to its safe-state contract, and sends readings on through a buffer on disk.
 */
package domovoy.edge;
