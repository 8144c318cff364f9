/**
 * The vocabulary of Domovoy: what a point, a reading, a command and a house are, and how they look
 * on the wire. Everything here is a value or a pure function; nothing here does I/O.
 */
package domovoy.core;
