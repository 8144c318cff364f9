package domovoy.alerting.file;

import domovoy.alerting.language.Durations;
import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import domovoy.core.Title;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A mapping read key by key. What is wrong is noted with its place, and reading goes on. */
public final class Section {
  private final Tree.Mapping mapping;
  private final String path;
  private final Faults faults;

  public Section(Tree.Mapping mapping, String path, Faults faults) {
    this.mapping = mapping;
    this.path = path;
    this.faults = faults;
  }

  /** The sections of a list of mappings; {@code path} names the list. */
  public static List<Section> list(Tree tree, String path, Faults faults) {
    if (!(tree instanceof Tree.Sequence(var items, _))) {
      faults.add(tree.place(), path, "a list", tree.toString());
      return List.of();
    }
    var sections = new ArrayList<Section>();
    for (var index = 0; index < items.size(); index++) {
      of(items.get(index), path + "[" + index + "]", faults).ifPresent(sections::add);
    }
    return sections;
  }

  public static Optional<Section> of(Tree tree, String path, Faults faults) {
    if (tree instanceof Tree.Mapping mapping) {
      return Optional.of(new Section(mapping, path, faults));
    }
    faults.add(tree.place(), path, "a mapping", tree.toString());
    return Optional.empty();
  }

  public Place place() {
    return mapping.place();
  }

  public String path() {
    return path;
  }

  public Tree.Mapping mapping() {
    return mapping;
  }

  public Faults faults() {
    return faults;
  }

  /** Refuses every key but these, naming the nearest of them. */
  public Section allow(String... keys) {
    var known = List.of(keys);
    mapping
        .members()
        .forEach(
            (key, member) -> {
              if (!known.contains(key)) {
                var near = Names.nearest(key, known);
                faults.add(
                    member.place(),
                    path,
                    near.map(it -> "a known key (did you mean %s?)".formatted(it))
                        .orElse("one of the keys " + String.join(", ", known)),
                    key);
              }
            });
    return this;
  }

  public Optional<Tree> get(String key) {
    return Optional.ofNullable(mapping.members().get(key)).map(Tree.Member::value);
  }

  public boolean has(String key) {
    return mapping.members().containsKey(key);
  }

  /** Notes that a key is missing. */
  public void missing(String key, String expected) {
    faults.add(place(), path + "." + key, expected, "nothing");
  }

  /** Notes what is wrong with the value of a key. */
  public void wrong(String key, String expected, String got) {
    faults.add(get(key).map(Tree::place).orElse(place()), path + "." + key, expected, got);
  }

  public Optional<Tree.Scalar> scalar(String key, String expected) {
    var tree = get(key);
    if (tree.isPresent() && !(tree.get() instanceof Tree.Scalar)) {
      wrong(key, expected, tree.get().toString());
    }
    return tree.filter(Tree.Scalar.class::isInstance).map(Tree.Scalar.class::cast);
  }

  public Optional<Tree.Scalar> requireScalar(String key, String expected) {
    if (!has(key)) {
      missing(key, expected);
    }
    return scalar(key, expected);
  }

  /** A value that the parser makes of the text; empty from the parser is a fault. */
  public <T> Optional<T> value(String key, String expected, Function<String, Optional<T>> parser) {
    var scalar = scalar(key, expected);
    var value = scalar.flatMap(it -> parser.apply(it.text()));
    if (scalar.isPresent() && value.isEmpty()) {
      wrong(key, expected, scalar.get().text());
    }
    return value;
  }

  public Optional<String> text(String key) {
    return value(key, "a text", it -> it.isBlank() ? Optional.empty() : Optional.of(it));
  }

  public Optional<Duration> duration(String key) {
    return value(key, Durations.EXPECTED, Durations::parse);
  }

  /** One of the named values. */
  public <T> Optional<T> choice(String key, Map<String, T> values) {
    var names = values.keySet().stream().sorted().collect(Collectors.joining(", "));
    return value(key, "one of " + names, it -> Optional.ofNullable(values.get(it)));
  }

  /** A title: a text for both languages, or a mapping of {@code en} and {@code ru}. */
  public Optional<Title> title(String key) {
    return get(key)
        .flatMap(
            tree ->
                switch (tree) {
                  case Tree.Scalar scalar ->
                      Optional.of(new Title(Optional.of(scalar.text()), Optional.empty()));
                  case Tree.Mapping inner -> {
                    var section = new Section(inner, path + "." + key, faults).allow("en", "ru");
                    yield Optional.of(new Title(section.text("en"), section.text("ru")));
                  }
                  case Tree.Sequence list -> {
                    wrong(key, "a text, or a mapping of en and ru", list.toString());
                    yield Optional.empty();
                  }
                });
  }

  /** What the reader makes of a key's value; what it refuses is noted at the value. */
  public <T> Optional<T> accepted(String key, Supplier<T> reader) {
    return accepted(key, get(key).map(Tree::place).orElse(place()), reader);
  }

  /** What the reader makes of a key itself; what it refuses is noted at the key. */
  public <T> Optional<T> acceptedKey(String key, Supplier<T> reader) {
    return accepted(key, mapping.members().get(key).place(), reader);
  }

  private <T> Optional<T> accepted(String key, Place where, Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (InvalidInputException e) {
      e.faults().forEach(it -> faults.add(where, path + "." + key, it.expected(), it.got()));
      return Optional.empty();
    }
  }
}
