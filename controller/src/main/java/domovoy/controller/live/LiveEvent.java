package domovoy.controller.live;

/**
 * Something that happened, for the pages that watch.
 *
 * @param name the kind: {@code reading}, {@code control}, {@code incident} or {@code node}
 * @param data what it is about, written as JSON
 */
public record LiveEvent(String name, Object data) {}
