package domovoy.alerting.language;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import domovoy.alerting.language.Expression.Arithmetic;
import domovoy.alerting.language.Expression.Comparison;
import domovoy.alerting.language.Expression.Constant;
import domovoy.alerting.language.Expression.Foreign;
import domovoy.alerting.language.Expression.Operation;
import domovoy.alerting.language.Expression.Relation;
import domovoy.alerting.language.Expression.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a checked CEL tree into an {@link Expression}. */
final class TreeReader {
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(ConditionCompiler.options()).build();
  private static final Map<Operator, Relation> RELATIONS =
      Map.of(
          Operator.EQUALS,
          Relation.EQUAL,
          Operator.NOT_EQUALS,
          Relation.NOT_EQUAL,
          Operator.LESS,
          Relation.LESS,
          Operator.LESS_EQUALS,
          Relation.AT_MOST,
          Operator.GREATER,
          Relation.GREATER,
          Operator.GREATER_EQUALS,
          Relation.AT_LEAST);
  private static final Map<Operator, Operation> OPERATIONS =
      Map.of(
          Operator.ADD,
          Operation.ADD,
          Operator.SUBTRACT,
          Operation.SUBTRACT,
          Operator.MULTIPLY,
          Operation.MULTIPLY,
          Operator.DIVIDE,
          Operation.DIVIDE);

  private final CelAbstractSyntaxTree tree;
  private final Translation translation;

  TreeReader(CelAbstractSyntaxTree tree, Translation translation) {
    this.tree = tree;
    this.translation = translation;
  }

  Expression read() {
    return read(tree.getExpr()).orElseThrow();
  }

  /** Empty when the part yields what has no {@link Kind}; then the part around it is foreign. */
  private Optional<Expression> read(CelExpr node) {
    return switch (node.getKind()) {
      case CONSTANT -> constant(node);
      case IDENT -> Optional.of(variable(node));
      case CALL -> call(node).or(() -> foreign(node));
      case NOT_SET, SELECT, LIST, STRUCT, MAP, COMPREHENSION -> foreign(node);
    };
  }

  private Optional<Expression> constant(CelExpr node) {
    return switch (node.constant().getKind()) {
      case BOOLEAN_VALUE -> literal(node, node.constant().booleanValue(), Kind.TRUTH);
      case DOUBLE_VALUE -> literal(node, node.constant().doubleValue(), Kind.NUMBER);
      case STRING_VALUE -> literal(node, node.constant().stringValue(), Kind.TEXT);
      case NOT_SET,
          NULL_VALUE,
          INT64_VALUE,
          UINT64_VALUE,
          BYTES_VALUE,
          TIMESTAMP_VALUE,
          DURATION_VALUE ->
          Optional.empty();
    };
  }

  private Optional<Expression> literal(CelExpr node, Object value, Kind kind) {
    return Optional.of(new Constant(value, kind, at(node)));
  }

  private Variable variable(CelExpr node) {
    return new Variable(translation.variables().get(node.ident().name()), at(node));
  }

  private Optional<Expression> call(CelExpr node) {
    var operator = Operator.findReverse(node.call().function());
    if (operator.isEmpty() || node.call().target().isPresent()) {
      return Optional.empty();
    }
    if (operator.get() == Operator.IN) {
      return oneOf(node);
    }
    var parts = new ArrayList<Expression>();
    for (var argument : node.call().args()) {
      var part = read(argument);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.ofNullable(RELATIONS.get(operator.get()))
        .flatMap(it -> comparison(it, parts, at(node)))
        .or(
            () ->
                Optional.ofNullable(OPERATIONS.get(operator.get()))
                    .filter(_ -> parts.stream().allMatch(it -> it.kind() == Kind.NUMBER))
                    .map(it -> new Arithmetic(it, parts.get(0), parts.get(1), at(node))))
        .or(() -> logic(operator.get(), parts, at(node)));
  }

  private static Optional<Expression> comparison(
      Relation relation, List<Expression> parts, int at) {
    var truths = parts.getFirst().kind() == Kind.TRUTH;
    var equality = relation == Relation.EQUAL || relation == Relation.NOT_EQUAL;
    return truths && !equality
        ? Optional.empty()
        : Optional.of(new Comparison(relation, parts.get(0), parts.get(1), at));
  }

  private static Optional<Expression> logic(Operator operator, List<Expression> parts, int at) {
    return Optional.ofNullable(
        switch (operator) {
          case LOGICAL_AND -> new Expression.And(parts.get(0), parts.get(1), at);
          case LOGICAL_OR -> new Expression.Or(parts.get(0), parts.get(1), at);
          case LOGICAL_NOT -> new Expression.Not(parts.getFirst(), at);
          case NEGATE -> new Expression.Negative(parts.getFirst(), at);
          case CONDITIONAL ->
              new Expression.Conditional(parts.get(0), parts.get(1), parts.get(2), at);
          default -> null;
        });
  }

  private Optional<Expression> oneOf(CelExpr node) {
    var list = node.call().args().get(1);
    if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
      return Optional.empty();
    }
    var choices = new ArrayList<Constant>();
    for (var element : list.list().elements()) {
      if (element.getKind() != CelExpr.ExprKind.Kind.CONSTANT
          || !(constant(element).orElse(null) instanceof Constant constant)) {
        return Optional.empty();
      }
      choices.add(constant);
    }
    return read(node.call().args().getFirst())
        .filter(it -> choices.stream().allMatch(choice -> choice.kind() == it.kind()))
        .map(it -> new Expression.OneOf(it, List.copyOf(choices), at(node)));
  }

  private Optional<Expression> foreign(CelExpr node) {
    var kind = kind(tree.getType(node.id()).orElse(SimpleType.DYN));
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    var variables = new LinkedHashMap<String, Variable>();
    collect(node, variables);
    var names = List.copyOf(variables.keySet());
    var part =
        CelAbstractSyntaxTree.newCheckedAst(
            node, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
    try {
      var program = RUNTIME.createProgram(part);
      return Optional.of(
          new Foreign(
              values -> evaluate(program, names, values),
              List.copyOf(variables.values()),
              kind.get(),
              at(node)));
    } catch (CelEvaluationException e) {
      throw new EvaluationException(e.getMessage(), e);
    }
  }

  private static Object evaluate(
      CelRuntime.Program program, List<String> names, List<Object> values) {
    var bound = new HashMap<String, Object>();
    for (var index = 0; index < names.size(); index++) {
      bound.put(names.get(index), values.get(index));
    }
    try {
      var result = program.eval(bound);
      return result instanceof Number number ? (Object) number.doubleValue() : result;
    } catch (CelEvaluationException | IllegalArgumentException e) {
      throw new EvaluationException(e.getMessage(), e);
    }
  }

  private void collect(CelExpr node, Map<String, Variable> variables) {
    switch (node.getKind()) {
      case IDENT -> {
        if (translation.variables().containsKey(node.ident().name())) {
          variables.put(node.ident().name(), variable(node));
        }
      }
      case CALL -> {
        node.call().target().ifPresent(it -> collect(it, variables));
        node.call().args().forEach(it -> collect(it, variables));
      }
      case LIST -> node.list().elements().forEach(it -> collect(it, variables));
      case SELECT -> collect(node.select().operand(), variables);
      case MAP ->
          node.map()
              .entries()
              .forEach(
                  it -> {
                    collect(it.key(), variables);
                    collect(it.value(), variables);
                  });
      case NOT_SET, CONSTANT, STRUCT, COMPREHENSION -> {}
    }
  }

  private static Optional<Kind> kind(CelType type) {
    return switch (type.kind()) {
      case DOUBLE, INT, UINT -> Optional.of(Kind.NUMBER);
      case BOOL -> Optional.of(Kind.TRUTH);
      case STRING -> Optional.of(Kind.TEXT);
      default -> Optional.empty();
    };
  }

  private int at(CelExpr node) {
    return translation.origin(tree.getSource().getPositionsMap().getOrDefault(node.id(), 0));
  }
}
