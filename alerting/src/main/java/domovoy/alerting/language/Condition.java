package domovoy.alerting.language;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A condition as written and as understood.
 *
 * @param text what the owner wrote
 * @param expression its checked form, a truth
 */
public record Condition(@JsonValue String text, Expression expression) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Condition condition && text.equals(condition.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
