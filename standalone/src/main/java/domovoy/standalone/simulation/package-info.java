/**
 * A small house that exists only in this process, for demonstrations and tests: driver {@code
 * simulated-house}. Its physics depend on nothing but the seed, the clock and the commands.
 */
package domovoy.standalone.simulation;
