/** Measurements of what Domovoy promises; each is a program of its own. */
package domovoy.bench;
