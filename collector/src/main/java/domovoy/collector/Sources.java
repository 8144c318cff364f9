package domovoy.collector;

import domovoy.collector.spi.Source;
import domovoy.collector.spi.SourceProvider;
import domovoy.collector.spi.SourceSettings;
import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Makes the sources that a configuration asks for. */
final class Sources {
  private Sources() {}

  /** All providers on the class path. */
  static List<SourceProvider> installed() {
    return ServiceLoader.load(SourceProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The source of each entry, by its id.
   *
   * @throws InvalidInputException naming every setting that is wrong, of all entries
   */
  static Map<String, Source> open(List<SourceSettings> entries, List<SourceProvider> providers) {
    var sources = new LinkedHashMap<String, Source>();
    var faults = new ArrayList<InvalidInputException.Fault>();
    for (var entry : entries) {
      try {
        if (sources.put(entry.id(), open(entry, providers)) != null) {
          throw new InvalidInputException("id", "each name once", entry.id());
        }
      } catch (InvalidInputException e) {
        e.faults().forEach(it -> faults.add(it.under("sources." + entry.id())));
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
    return sources;
  }

  private static Source open(SourceSettings entry, List<SourceProvider> providers) {
    for (var provider : providers) {
      if (provider.type().equals(entry.source())) {
        return provider.open(entry);
      }
    }
    var types = providers.stream().map(SourceProvider::type).sorted().toList();
    var near = Names.nearest(entry.source(), types).map(it -> " (" + it + "?)").orElse("");
    throw new InvalidInputException(
        "source", "one of " + String.join(", ", types) + near, entry.source());
  }
}
