package domovoy.alerting.language;

import java.util.List;
import java.util.stream.Stream;

/**
 * A checked condition as a tree. {@code at} is where it stands in the condition's text, from 0.
 *
 * <p>What CEL can say and this tree has no node for is a {@link Foreign} and is evaluated by CEL
 * itself.
 */
public sealed interface Expression {

  Kind kind();

  int at();

  /** The parts, from left to right. */
  List<Expression> parts();

  /** A literal: a {@link Double}, a {@link Boolean} or a {@link String}. */
  record Constant(Object value, Kind kind, int at) implements Expression {
    @Override
    public List<Expression> parts() {
      return List.of();
    }
  }

  /** A value that changes. */
  record Variable(Signal signal, int at) implements Expression {
    @Override
    public Kind kind() {
      return signal.kind();
    }

    @Override
    public List<Expression> parts() {
      return List.of();
    }
  }

  record Not(Expression of, int at) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }

    @Override
    public List<Expression> parts() {
      return List.of(of);
    }
  }

  record And(Expression left, Expression right, int at) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }

    @Override
    public List<Expression> parts() {
      return List.of(left, right);
    }
  }

  record Or(Expression left, Expression right, int at) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }

    @Override
    public List<Expression> parts() {
      return List.of(left, right);
    }
  }

  /** {@code condition ? then : otherwise}. */
  record Conditional(Expression condition, Expression then, Expression otherwise, int at)
      implements Expression {
    @Override
    public Kind kind() {
      return then.kind();
    }

    @Override
    public List<Expression> parts() {
      return List.of(condition, then, otherwise);
    }
  }

  /** Both sides are of one kind; truths are only compared for equality. */
  record Comparison(Relation relation, Expression left, Expression right, int at)
      implements Expression {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }

    @Override
    public List<Expression> parts() {
      return List.of(left, right);
    }
  }

  record Arithmetic(Operation operation, Expression left, Expression right, int at)
      implements Expression {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }

    @Override
    public List<Expression> parts() {
      return List.of(left, right);
    }
  }

  record Negative(Expression of, int at) implements Expression {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }

    @Override
    public List<Expression> parts() {
      return List.of(of);
    }
  }

  /** Whether the value is one of the literals. */
  record OneOf(Expression of, List<Constant> choices, int at) implements Expression {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }

    @Override
    public List<Expression> parts() {
      return List.of(of);
    }
  }

  /** A part in the whole of CEL; unknown when any of its variables is. */
  record Foreign(Program program, List<Variable> variables, Kind kind, int at)
      implements Expression {
    @Override
    public List<Expression> parts() {
      return List.copyOf(variables);
    }
  }

  /** A comparison. */
  enum Relation {
    EQUAL("==") {
      @Override
      public boolean holds(int order) {
        return order == 0;
      }
    },
    NOT_EQUAL("!=") {
      @Override
      public boolean holds(int order) {
        return order != 0;
      }
    },
    LESS("<") {
      @Override
      public boolean holds(int order) {
        return order < 0;
      }
    },
    AT_MOST("<=") {
      @Override
      public boolean holds(int order) {
        return order <= 0;
      }
    },
    GREATER(">") {
      @Override
      public boolean holds(int order) {
        return order > 0;
      }
    },
    AT_LEAST(">=") {
      @Override
      public boolean holds(int order) {
        return order >= 0;
      }
    };

    private final String symbol;

    Relation(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }

    /** Whether it holds between two values that compare like that. */
    public abstract boolean holds(int order);

    /** The relation with its sides exchanged. */
    public Relation mirrored() {
      return switch (this) {
        case EQUAL, NOT_EQUAL -> this;
        case LESS -> GREATER;
        case AT_MOST -> AT_LEAST;
        case GREATER -> LESS;
        case AT_LEAST -> AT_MOST;
      };
    }

    /** The relation that holds exactly when this one does not. */
    public Relation negated() {
      return switch (this) {
        case EQUAL -> NOT_EQUAL;
        case NOT_EQUAL -> EQUAL;
        case LESS -> AT_LEAST;
        case AT_MOST -> GREATER;
        case GREATER -> AT_MOST;
        case AT_LEAST -> LESS;
      };
    }
  }

  /** What is done with two numbers. */
  enum Operation {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE;

    public double apply(double left, double right) {
      return switch (this) {
        case ADD -> left + right;
        case SUBTRACT -> left - right;
        case MULTIPLY -> left * right;
        case DIVIDE -> left / right;
      };
    }
  }

  /** A compiled piece of CEL. */
  @FunctionalInterface
  interface Program {
    /**
     * Evaluates it.
     *
     * @param values the values of its variables, in their order
     * @return a {@link Double}, {@link Boolean} or {@link String}
     * @throws EvaluationException when it has no value
     */
    Object evaluate(List<Object> values);
  }

  /** This and everything below it, this first. */
  default Stream<Expression> all() {
    return Stream.concat(Stream.of(this), parts().stream().flatMap(Expression::all));
  }

  /** The signals it looks at, each once; what a {@code for(...)} looks at is included. */
  default Stream<Signal> signals() {
    return all()
        .filter(Variable.class::isInstance)
        .map(it -> ((Variable) it).signal())
        .flatMap(
            it ->
                it instanceof Signal.Held held
                    ? Stream.concat(Stream.of(it), held.condition().expression().signals())
                    : Stream.of(it))
        .distinct();
  }
}
