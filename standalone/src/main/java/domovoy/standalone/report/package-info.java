/**
 * Reports of energy and climate over a day, week, month or year, from the house's history. Pure.
 */
package domovoy.standalone.report;
