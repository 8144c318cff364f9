package domovoy.alerting.file;

import domovoy.core.InvalidInputException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML into a {@link Tree}. Bounded in size, depth and in what aliases can blow up to. */
public final class TreeParser {
  /** Longest file in characters. */
  public static final int LONGEST = 4_000_000;

  private static final int DEEPEST = 32;
  private static final int MOST_NODES = 1_000_000;

  private final Source source;
  private final Faults faults = new Faults();
  private int nodes;

  private TreeParser(String yaml) {
    this.source = new Source(yaml);
  }

  /**
   * Reads a file whose content is a mapping.
   *
   * @throws InvalidInputException naming line and column of what is no YAML, and of double keys
   */
  public static Tree.Mapping parse(String yaml) {
    var parser = new TreeParser(yaml);
    var root = parser.compose(yaml);
    parser.faults.raise();
    if (root instanceof Tree.Mapping mapping) {
      return mapping;
    }
    throw new InvalidInputException(
        root.place() + " (file)", "a mapping with keys such as rules", root.toString());
  }

  private Tree compose(String yaml) {
    var options = new LoaderOptions();
    options.setCodePointLimit(LONGEST);
    options.setNestingDepthLimit(DEEPEST);
    try {
      var root = new Yaml(options).compose(new StringReader(yaml));
      if (root == null) {
        throw new InvalidInputException("line 1, column 1 (file)", "rules", "an empty file");
      }
      return convert(root, 0);
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      var place = mark == null ? new Place(1, 1) : source.place(source.index(mark.getIndex()));
      throw new InvalidInputException(
          place + " (file)", "well-formed YAML", e.getProblem() == null ? "" : e.getProblem());
    } catch (YAMLException e) {
      throw new InvalidInputException(
          "line 1, column 1 (file)",
          "YAML of at most %d characters, %d deep, without control characters"
              .formatted(LONGEST, DEEPEST),
          e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private Tree convert(Node node, int depth) {
    var start = source.index(node.getStartMark().getIndex());
    if (depth > DEEPEST || ++nodes > MOST_NODES) {
      throw new InvalidInputException(
          source.place(start) + " (file)",
          "at most %d levels and %d entries, aliases counted out".formatted(DEEPEST, MOST_NODES),
          "more");
    }
    return switch (node) {
      case ScalarNode scalar -> {
        var end = source.index(scalar.getEndMark().getIndex());
        yield new Tree.Scalar(
            scalar.getValue(),
            scalar.getScalarStyle() == ScalarStyle.PLAIN,
            source,
            source.align(scalar.getValue(), start, end));
      }
      case SequenceNode sequence -> {
        var items = new ArrayList<Tree>();
        for (var item : sequence.getValue()) {
          items.add(convert(item, depth + 1));
        }
        yield new Tree.Sequence(items, source.place(start));
      }
      case MappingNode mapping -> mapping(mapping, start, depth);
      default -> throw new IllegalStateException("a YAML node is one of three: " + node);
    };
  }

  private Tree mapping(MappingNode mapping, int start, int depth) {
    var members = new LinkedHashMap<String, Tree.Member>();
    for (var tuple : mapping.getValue()) {
      var place = source.place(source.index(tuple.getKeyNode().getStartMark().getIndex()));
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        faults.add(place, "file", "a word as key", "a list or mapping");
        continue;
      }
      var member = new Tree.Member(place, convert(tuple.getValueNode(), depth + 1));
      if (members.putIfAbsent(key.getValue(), member) != null) {
        faults.add(place, "file", "each key once", key.getValue());
      }
    }
    return new Tree.Mapping(members, source.place(start));
  }
}
