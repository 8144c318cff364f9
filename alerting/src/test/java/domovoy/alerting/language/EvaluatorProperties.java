package domovoy.alerting.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelOptions;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelRuntimeFactory;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.Site;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.ValueType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Conditions mean what they mean in CEL, and are unknown only if what is unknown could matter. */
class EvaluatorProperties {
  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
  private static final CelCompiler CEL = cel();
  private static final ConditionCompiler COMPILER = new ConditionCompiler(house());

  private static CelCompiler cel() {
    var builder = CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS);
    for (var index = 0; index < 3; index++) {
      builder.addVar("x_n" + index, SimpleType.DOUBLE);
      builder.addVar("x_b" + index, SimpleType.BOOL);
      builder.addVar("x_t" + index, SimpleType.STRING);
    }
    return builder.build();
  }

  private static House house() {
    var points = new ArrayList<Point>();
    for (var index = 0; index < 3; index++) {
      points.add(Point.sensor("x.n" + index, "number", "1", -1000, 1000));
      points.add(Point.onOffSensor("x.b" + index, "truth"));
      points.add(
          new Point(
              new PointId("x.t" + index),
              PointKind.SENSOR,
              "text",
              Unit.NONE,
              new ValueType.Text(20),
              Title.NONE,
              Optional.empty()));
    }
    return new House(
        Site.of("x", ZoneId.of("UTC")),
        List.of(new Area("x", Title.NONE)),
        List.of(new Device("x", "x", Title.NONE, Optional.empty(), points)));
  }

  private final Map<String, Object> values = new HashMap<>();

  private Truth ours(String text) {
    var outcome = COMPILER.compile(text);
    assertThat(outcome.faults()).as(text).isEmpty();
    var evaluator =
        new Evaluator(
            signal ->
                new Cell() {
                  private Optional<Object> value() {
                    return Optional.ofNullable(values.get(signal.text().replace('.', '_')));
                  }

                  @Override
                  public double number() {
                    return value().map(it -> (Double) it).orElse(Double.NaN);
                  }

                  @Override
                  public Truth truth() {
                    return value().map(it -> Truth.of((Boolean) it)).orElse(Truth.UNKNOWN);
                  }

                  @Override
                  public Optional<String> text() {
                    return value().map(it -> (String) it);
                  }
                });
    return evaluator.truth(outcome.condition().orElseThrow().expression()).get();
  }

  private boolean cels(String text) throws Exception {
    var plain =
        text.replaceAll("\\bx\\.([nbt]\\d)", "x_$1")
            .replaceAll("(?<![\\w.])(\\d+)(?![\\w.])", "$1.0");
    var program =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .build()
            .createProgram(CEL.compile(plain).getAst());
    return (Boolean) program.eval(values);
  }

  private void fill(Random random) {
    for (var index = 0; index < 3; index++) {
      values.put("x_n" + index, (double) (random.nextInt(7) - 3));
      values.put("x_b" + index, random.nextBoolean());
      values.put("x_t" + index, List.of("", "a", "ab", "b").get(random.nextInt(4)));
    }
  }

  @Property(tries = 400)
  void aConditionIsTrueExactlyWhenCelSaysSo(@ForAll long seed) throws Exception {
    var random = new Random(seed);
    var text = truth(random, 4);
    for (var round = 0; round < 10; round++) {
      fill(random);
      assertThat(ours(text)).as("%s at %s", text, values).isEqualTo(Truth.of(cels(text)));
    }
  }

  @Property(tries = 300)
  void whatIsKnownInSpiteOfUnknownsIsSoWhateverTheyAre(@ForAll long seed) throws Exception {
    var random = new Random(seed);
    var text = truth(random, 4);
    fill(random);
    var hidden = values.keySet().stream().sorted().filter(_ -> random.nextBoolean()).toList();
    hidden.forEach(values::remove);
    var known = ours(text);
    if (known == Truth.UNKNOWN) {
      return;
    }
    for (var round = 0; round < 10; round++) {
      var before = new HashMap<>(values);
      var other = new HashMap<String, Object>();
      fill(random);
      hidden.forEach(it -> other.put(it, values.get(it)));
      values.putAll(before);
      values.putAll(other);
      assertThat(Truth.of(cels(text))).as("%s at %s", text, values).isEqualTo(known);
      hidden.forEach(values::remove);
    }
  }

  private static String truth(Random random, int depth) {
    if (depth == 0) {
      return random.nextInt(5) == 0 ? "true" : "x.b" + random.nextInt(3);
    }
    return switch (random.nextInt(11)) {
      case 0, 1 -> "(%s && %s)".formatted(truth(random, depth - 1), truth(random, depth - 1));
      case 2, 3 -> "(%s || %s)".formatted(truth(random, depth - 1), truth(random, depth - 1));
      case 4 -> "!(%s)".formatted(truth(random, depth - 1));
      case 5 ->
          "(%s ? %s : %s)"
              .formatted(
                  truth(random, depth - 1), truth(random, depth - 1), truth(random, depth - 1));
      case 6 ->
          "(%s %s %s)"
              .formatted(number(random, depth - 1), relation(random), number(random, depth - 1));
      case 7 -> "(%s %s %s)".formatted(text(random), relation(random), text(random));
      case 8 ->
          "(%s %s %s)"
              .formatted(
                  truth(random, depth - 1),
                  random.nextBoolean() ? "==" : "!=",
                  truth(random, depth - 1));
      case 9 ->
          random.nextBoolean()
              ? "(%s in [\"a\", \"b\"])".formatted(text(random))
              : "(%s in [1, 2.0])".formatted(number(random, depth - 1));
      default ->
          random.nextBoolean()
              ? "%s.startsWith(\"a\")".formatted(text(random))
              : "(size(%s) > 1)".formatted(text(random));
    };
  }

  private static String number(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return random.nextBoolean() ? "x.n" + random.nextInt(3) : "" + random.nextInt(4);
    }
    return switch (random.nextInt(5)) {
      case 0 -> "(%s + %s)".formatted(number(random, depth - 1), number(random, depth - 1));
      case 1 -> "(%s - %s)".formatted(number(random, depth - 1), number(random, depth - 1));
      case 2 -> "(%s * %s)".formatted(number(random, depth - 1), number(random, depth - 1));
      case 3 -> "-(%s)".formatted(number(random, depth - 1));
      default ->
          "(%s ? %s : %s)"
              .formatted(
                  truth(random, depth - 1), number(random, depth - 1), number(random, depth - 1));
    };
  }

  private static String text(Random random) {
    return random.nextBoolean() ? "x.t" + random.nextInt(3) : "\"a\"";
  }

  private static String relation(Random random) {
    return List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(6));
  }
}
