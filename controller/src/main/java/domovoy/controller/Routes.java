package domovoy.controller;

import io.helidon.webserver.http.HttpRouting;

/** A part of the controller's HTTP interface; the controller adds up all of them. */
@FunctionalInterface
public interface Routes {
  /** Adds the paths that this part serves. */
  void add(HttpRouting.Builder routing);
}
