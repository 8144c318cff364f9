package domovoy.controller.panel;

import java.io.IOException;
import java.util.Properties;
import java.util.function.Predicate;

/**
 * A JavaScript library from the class path, as WebJars pack them.
 *
 * @param name its name among the webjars
 * @param version the version found
 * @param files those of its files that a browser may ask for
 */
record Webjar(String name, String version, Assets files) {

  /**
   * @throws IllegalStateException when the class path lacks it
   */
  static Webjar find(ClassLoader loader, String name, Predicate<String> wanted) {
    var properties = new Properties();
    var where = "META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
    try (var in = loader.getResourceAsStream(where)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks the webjar " + name);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("cannot be read: " + where, e);
    }
    var version = properties.getProperty("version");
    return new Webjar(
        name,
        version,
        Assets.load(loader, "META-INF/resources/webjars/" + name + "/" + version, wanted));
  }

  /** Where the browser finds its files. */
  String path() {
    return "/webjars/" + name + "/" + version + "/";
  }
}
