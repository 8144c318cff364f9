package domovoy.alerting.language;

/**
 * Something wrong in a condition.
 *
 * @param at where in its text, from 0
 * @param expected what was expected there, with the nearest known name where a name is wrong
 * @param got what stands there
 */
public record Fault(int at, String expected, String got) {}
