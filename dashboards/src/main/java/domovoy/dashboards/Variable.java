package domovoy.dashboards;

import domovoy.core.Title;

/** What the viewer can choose above the panels. */
sealed interface Variable {
  String name();

  Title title();

  /**
   * One or several values that the history knows.
   *
   * @param query InfluxQL whose answer is the choices
   */
  record Choice(String name, Title title, String query) implements Variable {}

  /**
   * A number that is typed in.
   *
   * @param usual what it is at first
   */
  record Input(String name, Title title, String usual) implements Variable {}
}
