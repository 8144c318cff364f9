package domovoy.alerting.language;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import domovoy.core.House;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes conditions out of text, for one house. */
public final class ConditionCompiler {
  /** Longest condition in characters. */
  public static final int LONGEST = 4096;

  private static final int MOST_TREES = 1_000;
  private static final int DEEPEST = 48;
  private static final int DEEPEST_FOR = 3;
  private static final Pattern VARIABLE = Pattern.compile("\\b[nbt]\\d+\\b");
  private static final Pattern OVERLOAD =
      Pattern.compile("found no matching overload for '([^']+)' applied to '\\(?([^')]*)\\)?'.*");
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(2 * LONGEST)
          .maxParseRecursionDepth(DEEPEST)
          .populateMacroCalls(false)
          .build();
  private static final CelCompiler CEL = environment();

  /**
   * What came of a text.
   *
   * @param condition there when there are no faults
   */
  public record Outcome(Optional<Condition> condition, List<Fault> faults) {}

  private final House house;
  private final Map<String, CelAbstractSyntaxTree> trees = new HashMap<>();

  public ConditionCompiler(House house) {
    this.house = house;
  }

  private static CelCompiler environment() {
    var builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setResultType(SimpleType.BOOL);
    for (var index = 0; index < Translator.MOST_VARIABLES; index++) {
      builder.addVar("n" + index, SimpleType.DOUBLE);
      builder.addVar("b" + index, SimpleType.BOOL);
      builder.addVar("t" + index, SimpleType.STRING);
    }
    return builder.build();
  }

  static CelOptions options() {
    return OPTIONS;
  }

  /** Reads a condition and checks its names, types and units. */
  public Outcome compile(String text) {
    return compile(text, 0);
  }

  private Outcome compile(String text, int depth) {
    if (text.isBlank() || text.length() > LONGEST || depth > DEEPEST_FOR) {
      var expected =
          depth > DEEPEST_FOR
              ? "for(...) at most %d deep".formatted(DEEPEST_FOR)
              : "a condition of at most %d characters".formatted(LONGEST);
      return refused(List.of(new Fault(0, expected, text)));
    }
    var translation = new Translator(text, house, it -> compile(it, depth + 1)).translate();
    if (!translation.faults().isEmpty()) {
      return refused(translation.faults());
    }
    var faults = new ArrayList<Fault>();
    try {
      var tree = tree(translation.cel());
      var expression = new TreeReader(tree, translation).read();
      faults.addAll(new Meaning(house).faults(expression));
      return faults.isEmpty()
          ? new Outcome(Optional.of(new Condition(text, expression)), List.of())
          : refused(faults);
    } catch (CelValidationException e) {
      // one fault a place: what follows a fault is mostly its echo
      var places = new HashSet<Integer>();
      e.getErrors().stream()
          .map(it -> fault(it, translation, text))
          .filter(it -> places.add(it.at()))
          .forEach(faults::add);
      return refused(faults);
    }
  }

  /** Rules made of one text by {@code each} are the same CEL, which is costly to check. */
  private CelAbstractSyntaxTree tree(String cel) throws CelValidationException {
    var known = trees.get(cel);
    if (known != null) {
      return known;
    }
    var tree = CEL.compile(cel).getAst();
    if (trees.size() < MOST_TREES) {
      trees.put(cel, tree);
    }
    return tree;
  }

  private static Outcome refused(List<Fault> faults) {
    return new Outcome(Optional.empty(), List.copyOf(faults));
  }

  private static Fault fault(CelIssue issue, Translation translation, String text) {
    var at = translation.origin(place(issue, translation.cel()));
    var message = issue.getMessage().strip();
    var overload = OVERLOAD.matcher(message);
    if (overload.matches()) {
      return new Fault(at, overload(overload.group(1)), kinds(overload.group(2)));
    }
    if (message.startsWith("expected type 'bool' but found")) {
      return new Fault(
          at, "a condition that is true or false", kinds(message.replaceAll(".*'(.*)'", "$1")));
    }
    var named =
        VARIABLE
            .matcher(message)
            .replaceAll(
                it -> {
                  var signal = translation.variables().get(it.group());
                  return Matcher.quoteReplacement(signal == null ? it.group() : signal.text());
                });
    return new Fault(at, "a condition that CEL can read: " + named, text);
  }

  private static String overload(String function) {
    return switch (function) {
      case "_&&_", "_||_", "!_" -> "conditions around " + function.replace("_", "");
      case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in" ->
          "values of one kind around " + function.replaceAll("[_@]", "");
      case "_+_", "_-_", "_*_", "_/_", "-_" -> "numbers around " + function.replace("_", "");
      default -> "what " + function + " takes";
    };
  }

  private static String kinds(String types) {
    return types
        .replace("double", "a number")
        .replace("int", "a whole number")
        .replace("bool", "on/off")
        .replace("string", "text");
  }

  private static int place(CelIssue issue, String cel) {
    var at = 0;
    for (var line = 1; line < issue.getSourceLocation().getLine(); line++) {
      at = cel.indexOf('\n', at) + 1;
    }
    return at + Math.max(0, issue.getSourceLocation().getColumn());
  }
}
