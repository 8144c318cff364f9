/**
 * The history of the house: every reading, kept in QuestDB or InfluxDB behind one port, {@link
 * domovoy.history.History}.
 */
package domovoy.history;
