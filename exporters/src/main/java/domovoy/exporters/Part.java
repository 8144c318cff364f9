package domovoy.exporters;

/**
 * How a part of Domovoy is.
 *
 * @param name {@code controller}, {@code collector}, the name of a node
 * @param up whether it answers
 * @param ready whether it can do its work
 */
record Part(String name, boolean up, boolean ready) {
  static final String CONTROLLER = "controller";
}
