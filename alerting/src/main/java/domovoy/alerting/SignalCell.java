package domovoy.alerting;

import domovoy.alerting.language.Cell;
import domovoy.alerting.language.Signal;
import domovoy.alerting.language.Truth;
import java.util.Optional;
import java.util.function.Supplier;

/** A signal's value in a {@link World}, and when it may next change by itself. */
abstract sealed class SignalCell implements Cell {

  @Override
  public double number() {
    return Double.NaN;
  }

  @Override
  public Truth truth() {
    return Truth.UNKNOWN;
  }

  @Override
  public Optional<String> text() {
    return Optional.empty();
  }

  /** When time alone may next change it, after now; {@link Nanos#NEVER} if it cannot. */
  long nextChange() {
    return Nanos.NEVER;
  }

  /** The latest value of a point. */
  static final class OfPoint extends SignalCell {
    private final World world;
    private final PointState point;
    private final long limit;

    OfPoint(World world, PointState point, long limit) {
      this.world = world;
      this.point = point;
      this.limit = limit;
    }

    private boolean isFresh() {
      return point.isFresh(world.now(), limit);
    }

    @Override
    public double number() {
      return isFresh() ? point.number() : Double.NaN;
    }

    @Override
    public Truth truth() {
      return isFresh() ? point.truth() : Truth.UNKNOWN;
    }

    @Override
    public Optional<String> text() {
      return isFresh() ? point.text() : Optional.empty();
    }

    @Override
    long nextChange() {
      return isFresh() ? Nanos.plus(point.time(), limit) : Nanos.NEVER;
    }
  }

  /** A figure over a window; unknown while the point itself is. */
  static final class OfWindow extends SignalCell {
    private final World world;
    private final PointState point;
    private final long limit;
    private final Window window;
    private final Signal.Figure figure;

    OfWindow(World world, PointState point, long limit, Window window, Signal.Figure figure) {
      this.world = world;
      this.point = point;
      this.limit = limit;
      this.window = window;
      this.figure = figure;
    }

    @Override
    public double number() {
      if (!point.isFresh(world.now(), limit)) {
        return Double.NaN;
      }
      window.evict(world.now());
      return switch (figure) {
        case AVG -> window.average();
        case MIN -> window.minimum();
        case MAX -> window.maximum();
        case RATE -> window.rate();
        case INCREASE -> window.increase();
      };
    }

    @Override
    long nextChange() {
      if (!point.isFresh(world.now(), limit)) {
        return Nanos.NEVER;
      }
      window.evict(world.now()); // the condition may have been decided without looking here
      return Math.min(Nanos.plus(point.time(), limit), window.nextEviction());
    }
  }

  /** Whether a point has changed lately. */
  static final class OfChange extends SignalCell {
    private final World world;
    private final PointState point;
    private final long limit;
    private final long within;

    OfChange(World world, PointState point, long limit, long within) {
      this.world = world;
      this.point = point;
      this.limit = limit;
      this.within = within;
    }

    @Override
    public Truth truth() {
      return point.isFresh(world.now(), limit)
          ? Truth.of(world.now() - point.changedAt() < within)
          : Truth.UNKNOWN;
    }

    @Override
    long nextChange() {
      var ages = point.isFresh(world.now(), limit) ? Nanos.plus(point.time(), limit) : Nanos.NEVER;
      var ends = Nanos.plus(point.changedAt(), within);
      return ends > world.now() ? Math.min(ages, ends) : ages;
    }
  }

  /** The age of a point's latest good reading. */
  static final class OfAge extends SignalCell {
    private static final double SECOND = 1e9;

    private final World world;
    private final PointState point;
    private final long[] thresholds;

    /**
     * @param thresholds the ages, in order, that something is compared with; none: any may matter
     */
    OfAge(World world, PointState point, long[] thresholds) {
      this.world = world;
      this.point = point;
      this.thresholds = thresholds;
    }

    @Override
    public double number() {
      return point.goodTime() == Nanos.LONG_AGO
          ? Double.NaN
          : (world.now() - point.goodTime()) / SECOND;
    }

    @Override
    long nextChange() {
      if (point.goodTime() == Nanos.LONG_AGO) {
        return Nanos.NEVER;
      }
      if (thresholds.length == 0) {
        return world.nextMinute();
      }
      var age = world.now() - point.goodTime();
      for (var threshold : thresholds) {
        if (threshold >= age) {
          return Nanos.plus(point.goodTime(), threshold) + (threshold == age ? 1 : 0);
        }
      }
      return Nanos.NEVER;
    }
  }

  /** Whether a condition has held for long enough. */
  static final class OfHeld extends SignalCell {
    private final World world;
    private final Supplier<Truth> condition;
    private final long duration;
    private long since = Nanos.NEVER;
    private boolean known;

    OfHeld(World world, Supplier<Truth> condition, long duration) {
      this.world = world;
      this.condition = condition;
      this.duration = duration;
    }

    /** Looks at the condition; to be called before the value is read. */
    void update() {
      var now = condition.get();
      known = now != Truth.UNKNOWN;
      if (now != Truth.TRUE) {
        since = Nanos.NEVER;
      } else if (since == Nanos.NEVER) {
        since = world.now();
      }
    }

    @Override
    public Truth truth() {
      if (!known) {
        return Truth.UNKNOWN;
      }
      return Truth.of(since != Nanos.NEVER && world.now() - since >= duration);
    }

    @Override
    long nextChange() {
      var due = Nanos.plus(since, duration);
      return since == Nanos.NEVER || due <= world.now() ? Nanos.NEVER : due;
    }

    long since() {
      return since;
    }

    void since(long time) {
      since = time;
    }
  }

  /** A word of the calendar. */
  static final class OfCalendar extends SignalCell {
    private final World world;
    private final Signal.Word word;

    OfCalendar(World world, Signal.Word word) {
      this.world = world;
      this.word = word;
    }

    @Override
    public double number() {
      return switch (word) {
        case MONTH -> world.month();
        case SUN_ELEVATION -> world.sunElevation();
        case TIME, WEEKDAY, SEASON -> Double.NaN;
      };
    }

    @Override
    public Optional<String> text() {
      return switch (word) {
        case TIME -> Optional.of(world.time());
        case WEEKDAY -> Optional.of(world.weekday());
        case SEASON -> Optional.of(world.season());
        case MONTH, SUN_ELEVATION -> Optional.empty();
      };
    }

    @Override
    long nextChange() {
      return world.nextMinute();
    }
  }

  /** What only events change: the mode, a person's presence, an alert. */
  static final class OfEvent extends SignalCell {
    private final Supplier<Optional<String>> text;
    private final Supplier<Truth> truth;

    OfEvent(Supplier<Optional<String>> text, Supplier<Truth> truth) {
      this.text = text;
      this.truth = truth;
    }

    @Override
    public Optional<String> text() {
      return text.get();
    }

    @Override
    public Truth truth() {
      return truth.get();
    }
  }
}
