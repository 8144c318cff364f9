package domovoy.alerting;

import domovoy.alerting.file.Section;
import domovoy.alerting.file.Tree;
import domovoy.core.Area;
import domovoy.core.House;
import domovoy.core.PointId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One rule text for many rooms. {@code each: {room: [kitchen, bathroom]}} makes a rule for each
 * word, with {@code ${room}} replaced; {@code each: {room: ["*.leak", "*.lamp"]}} makes one for
 * every word for which all those points are in the house. Several keys make all combinations. Where
 * the word is an area, texts in English and Russian get what the household calls it.
 */
final class Each {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
  private static final int MOST = 100_000;

  private final House house;
  private final Set<String> points;

  Each(House house) {
    this.house = house;
    this.points =
        house.points().keySet().stream()
            .map(PointId::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The rules that the text makes: itself when it has no {@code each}. */
  List<Section> expand(Section rule) {
    var each = rule.get("each");
    if (each.isEmpty()) {
      return List.of(rule);
    }
    var parameters =
        Section.of(each.get(), rule.path() + ".each", rule.faults())
            .map(this::parameters)
            .orElse(Map.of());
    var combinations = List.of(Map.<String, String>of());
    for (var parameter : parameters.entrySet()) {
      var longer = new ArrayList<Map<String, String>>();
      for (var combination : combinations) {
        for (var word : parameter.getValue()) {
          var more = new LinkedHashMap<>(combination);
          more.put(parameter.getKey(), word);
          longer.add(more);
        }
      }
      if (longer.size() > MOST) {
        rule.wrong("each", "at most %d combinations".formatted(MOST), "more");
        return List.of();
      }
      combinations = longer;
    }
    return combinations.stream().map(it -> one(rule, it)).toList();
  }

  private Section one(Section rule, Map<String, String> words) {
    var members = new LinkedHashMap<>(rule.mapping().members());
    members.remove("each");
    var replaced = (Tree.Mapping) new Tree.Mapping(members, rule.place()).with(spoken(words));
    return new Section(replaced, rule.path(), rule.faults());
  }

  private Map<String, String> spoken(Map<String, String> words) {
    var spoken = new LinkedHashMap<>(words);
    words.forEach(
        (name, word) ->
            house
                .area(word)
                .map(Area::title)
                .ifPresent(
                    title -> {
                      title.en().ifPresent(it -> spoken.put(name + "@en", it));
                      title.ru().ifPresent(it -> spoken.put(name + "@ru", it));
                    }));
    return spoken;
  }

  private Map<String, List<String>> parameters(Section each) {
    var parameters = new LinkedHashMap<String, List<String>>();
    each.mapping()
        .members()
        .forEach(
            (name, member) -> {
              var words = words(member.value());
              if (words.isEmpty() || !NAME.matcher(name).matches()) {
                each.wrong(
                    name,
                    "a list of words, or of points with * such as \"*.leak\"",
                    member.value().toString());
              }
              parameters.put(name, words.orElse(List.of()));
            });
    return parameters;
  }

  private Optional<List<String>> words(Tree tree) {
    if (!(tree instanceof Tree.Sequence(var items, _))
        || items.isEmpty()
        || !items.stream().allMatch(Tree.Scalar.class::isInstance)) {
      return Optional.empty();
    }
    var texts = items.stream().map(it -> ((Tree.Scalar) it).text()).toList();
    var patterns = texts.stream().filter(it -> it.contains("*")).count();
    if (patterns == 0) {
      return Optional.of(texts);
    }
    return patterns == texts.size() ? Optional.of(matching(texts)) : Optional.empty();
  }

  private List<String> matching(List<String> patterns) {
    var first = patterns.getFirst();
    var before = first.substring(0, first.indexOf('*'));
    var after = first.substring(first.indexOf('*') + 1);
    return points.stream()
        .filter(it -> it.length() > before.length() + after.length())
        .filter(it -> it.startsWith(before) && it.endsWith(after))
        .map(it -> it.substring(before.length(), it.length() - after.length()))
        .filter(word -> patterns.stream().allMatch(it -> points.contains(it.replace("*", word))))
        .toList();
  }
}
