/**
 * The language of conditions: CEL over typed points, with temporal words, checked for names, types
 * and units and made into expressions that the engine evaluates and the analysis reasons about.
 */
package domovoy.alerting.language;
