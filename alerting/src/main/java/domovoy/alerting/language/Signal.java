package domovoy.alerting.language;

import domovoy.core.PointId;
import java.time.Duration;
import java.util.Optional;

/** Something that changes and that a condition looks at. */
public sealed interface Signal {

  Kind kind();

  /** How it is written in a rule. */
  String text();

  /** The point that it watches, if it watches one. */
  default Optional<PointId> point() {
    return Optional.empty();
  }

  /** The latest value of a point; unknown when that is bad or too old. */
  record Current(PointId id, Kind kind) implements Signal {
    @Override
    public String text() {
      return id.name();
    }

    @Override
    public Optional<PointId> point() {
      return Optional.of(id);
    }
  }

  /** A figure over the last readings of a point. */
  record Windowed(Figure figure, PointId id, Duration window) implements Signal {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }

    @Override
    public String text() {
      return "%s(%s, %s)".formatted(figure.word(), id, Durations.format(window));
    }

    @Override
    public Optional<PointId> point() {
      return Optional.of(id);
    }
  }

  /** Whether a point's value has changed within that time. */
  record Changed(PointId id, Duration within) implements Signal {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }

    @Override
    public String text() {
      return "changed(%s, %s)".formatted(id, Durations.format(within));
    }

    @Override
    public Optional<PointId> point() {
      return Optional.of(id);
    }
  }

  /** Seconds since a point's latest good reading; known as soon as there was one. */
  record Age(PointId id) implements Signal {
    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }

    @Override
    public String text() {
      return "age(%s)".formatted(id);
    }

    @Override
    public Optional<PointId> point() {
      return Optional.of(id);
    }
  }

  /** Whether a condition has held without a break for that long. */
  record Held(Condition condition, Duration duration) implements Signal {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }

    @Override
    public String text() {
      return "for(%s, %s)".formatted(condition.text(), Durations.format(duration));
    }
  }

  /** A word of the calendar, in the site's time zone. */
  record Calendar(Word word) implements Signal {
    @Override
    public Kind kind() {
      return word.kind;
    }

    @Override
    public String text() {
      return word.text;
    }
  }

  /** The mode of the house; unknown until it is first told. */
  record Mode() implements Signal {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }

    @Override
    public String text() {
      return "mode";
    }
  }

  /** Whether a person is at home; unknown until it is first told. */
  record Presence(String person) implements Signal {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }

    @Override
    public String text() {
      return "presence(\"%s\")".formatted(person);
    }
  }

  /** Whether an outside evaluator's alert is firing; not firing until it is first told. */
  record Alert(String name) implements Signal {
    @Override
    public Kind kind() {
      return Kind.TRUTH;
    }

    @Override
    public String text() {
      return "alert(\"%s\")".formatted(name);
    }
  }

  /** What is figured over a window, which reaches from the given time ago (left out) to now. */
  enum Figure {
    /** Mean of the readings, each counting the same. */
    AVG,
    MIN,
    MAX,
    /** Change per hour from the first to the last reading; needs two. */
    RATE,
    /** Growth of a counter; a fall is taken as a restart from zero. Needs two readings. */
    INCREASE;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The words of the calendar. */
  enum Word {
    /** {@code HH:MM}, 24 hours. */
    TIME("time", Kind.TEXT),
    /** {@code monday} to {@code sunday}. */
    WEEKDAY("weekday", Kind.TEXT),
    /** 1 to 12. */
    MONTH("month", Kind.NUMBER),
    /**
     * {@code winter}, {@code spring}, {@code summer}, {@code autumn}, by the month and hemisphere.
     */
    SEASON("season", Kind.TEXT),
    /** Degrees above the horizon, seen from the site's place. */
    SUN_ELEVATION("sun.elevation", Kind.NUMBER);

    private final String text;
    private final Kind kind;

    Word(String text, Kind kind) {
      this.text = text;
      this.kind = kind;
    }

    public String text() {
      return text;
    }
  }
}
