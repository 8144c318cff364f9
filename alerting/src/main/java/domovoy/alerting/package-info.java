/**
 * Rules: what the owner wants of the house, and the engine that decides what follows from a reading
 * or from time passing. Pure: no I/O and no clock here, so live, on an edge node, in a rule's test
 * and in a backtest it is the same code.
 */
package domovoy.alerting;
