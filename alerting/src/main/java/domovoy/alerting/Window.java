package domovoy.alerting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The readings of a point over the last while, kept as at most {@value #BUCKETS} buckets and a few:
 * memory is bounded however many readings come, and adding one costs the same whatever the window.
 * A bucket leaves when its last reading is too old, so what is figured may reach back further by
 * one bucket's width; with fewer readings than buckets it is exact.
 */
final class Window {
  static final int BUCKETS = 120;

  /** Bytes that a bucket takes. */
  static final int BUCKET_BYTES = Fields.COUNT * Double.BYTES + 3 * Long.BYTES;

  private final long span;
  private final long width;
  private long[] numbers = new long[4];
  private long[] starts = new long[4];
  private long[] ends = new long[4];
  private double[][] fields = new double[Fields.COUNT][4];
  private int head;
  private int size;
  private double count;
  private double sum;
  private double minimum;
  private double maximum;
  private double growth;
  private boolean extremesKnown = true;
  private long evicted;

  /** What a bucket holds. */
  private static final class Fields {
    static final int READINGS = 0;
    static final int SUM = 1;
    static final int MINIMUM = 2;
    static final int MAXIMUM = 3;
    static final int FIRST = 4;
    static final int LAST = 5;
    static final int GROWTH = 6;
    static final int FIRST_GROWTH = 7;
    static final int COUNT = 8;

    private Fields() {}
  }

  /** A bucket as it is remembered over a restart: its fields in the order above. */
  record Bucket(long start, long end, List<Double> fields) {}

  Window(long span) {
    this.span = span;
    this.width = Math.max(1, span / BUCKETS);
    recompute();
  }

  long span() {
    return span;
  }

  /** Adds a reading, not older than any before it. */
  void add(long time, double value) {
    evict(time);
    var grown = 0.0;
    if (size > 0) {
      var before = fields[Fields.LAST][slot(size - 1)];
      grown = value >= before ? value - before : value;
    }
    var number = Math.floorDiv(time, width);
    if (size > 0 && numbers[slot(size - 1)] == number) {
      extend(slot(size - 1), time, value, grown);
    } else {
      push(number, time, value, grown);
    }
    count++;
    sum += value;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    growth += grown;
  }

  private void extend(int slot, long time, double value, double grown) {
    ends[slot] = time;
    fields[Fields.READINGS][slot]++;
    fields[Fields.SUM][slot] += value;
    fields[Fields.MINIMUM][slot] = Math.min(fields[Fields.MINIMUM][slot], value);
    fields[Fields.MAXIMUM][slot] = Math.max(fields[Fields.MAXIMUM][slot], value);
    fields[Fields.LAST][slot] = value;
    fields[Fields.GROWTH][slot] += grown;
  }

  private void push(long number, long time, double value, double grown) {
    if (size == numbers.length) {
      grow();
    }
    var slot = slot(size);
    numbers[slot] = number;
    starts[slot] = time;
    ends[slot] = time;
    fields[Fields.READINGS][slot] = 1;
    fields[Fields.SUM][slot] = value;
    fields[Fields.MINIMUM][slot] = value;
    fields[Fields.MAXIMUM][slot] = value;
    fields[Fields.FIRST][slot] = value;
    fields[Fields.LAST][slot] = value;
    fields[Fields.GROWTH][slot] = grown;
    fields[Fields.FIRST_GROWTH][slot] = grown;
    size++;
  }

  private void grow() {
    numbers = unrolled(numbers);
    starts = unrolled(starts);
    ends = unrolled(ends);
    for (var field = 0; field < Fields.COUNT; field++) {
      fields[field] = unrolled(fields[field]);
    }
    head = 0;
  }

  private long[] unrolled(long[] ring) {
    var longer = new long[2 * ring.length];
    System.arraycopy(ring, head, longer, 0, ring.length - head);
    System.arraycopy(ring, 0, longer, ring.length - head, head);
    return longer;
  }

  private double[] unrolled(double[] ring) {
    var longer = new double[2 * ring.length];
    System.arraycopy(ring, head, longer, 0, ring.length - head);
    System.arraycopy(ring, 0, longer, ring.length - head, head);
    return longer;
  }

  private int slot(int index) {
    var at = head + index;
    var length = numbers.length;
    return at < length ? at : at - length;
  }

  /** Drops what is too old. */
  void evict(long now) {
    while (size > 0 && ends[head] <= now - span) {
      count -= fields[Fields.READINGS][head];
      sum -= fields[Fields.SUM][head];
      growth -= fields[Fields.GROWTH][head];
      extremesKnown &=
          fields[Fields.MINIMUM][head] > minimum && fields[Fields.MAXIMUM][head] < maximum;
      head = slot(1);
      size--;
      // taking away leaves a little rounding error behind, so now and then it is added up anew
      if (size == 0 || ++evicted % BUCKETS == 0) {
        recompute();
      }
    }
  }

  private void recompute() {
    count = 0;
    sum = 0;
    growth = 0;
    for (var index = 0; index < size; index++) {
      var slot = slot(index);
      count += fields[Fields.READINGS][slot];
      sum += fields[Fields.SUM][slot];
      growth += fields[Fields.GROWTH][slot];
    }
    findExtremes();
  }

  private void findExtremes() {
    minimum = Double.POSITIVE_INFINITY;
    maximum = Double.NEGATIVE_INFINITY;
    for (var index = 0; index < size; index++) {
      minimum = Math.min(minimum, fields[Fields.MINIMUM][slot(index)]);
      maximum = Math.max(maximum, fields[Fields.MAXIMUM][slot(index)]);
    }
    extremesKnown = true;
  }

  /** When the next bucket leaves by itself. */
  long nextEviction() {
    return size == 0 ? Nanos.NEVER : Nanos.plus(ends[head], span);
  }

  double average() {
    return size == 0 ? Double.NaN : sum / count;
  }

  double minimum() {
    if (!extremesKnown) {
      findExtremes();
    }
    return size == 0 ? Double.NaN : minimum;
  }

  double maximum() {
    if (!extremesKnown) {
      findExtremes();
    }
    return size == 0 ? Double.NaN : maximum;
  }

  /** Change per hour. */
  double rate() {
    if (size == 0) {
      return Double.NaN;
    }
    var elapsed = ends[slot(size - 1)] - starts[head];
    return elapsed <= 0
        ? Double.NaN
        : (fields[Fields.LAST][slot(size - 1)] - fields[Fields.FIRST][head]) / (elapsed / 3.6e12);
  }

  double increase() {
    return count < 2 ? Double.NaN : growth - fields[Fields.FIRST_GROWTH][head];
  }

  long bytes() {
    return (long) numbers.length * BUCKET_BYTES;
  }

  void clear() {
    size = 0;
    recompute();
  }

  List<Bucket> buckets() {
    var buckets = new ArrayList<Bucket>();
    for (var index = 0; index < size; index++) {
      var slot = slot(index);
      buckets.add(
          new Bucket(
              starts[slot], ends[slot], Arrays.stream(fields).map(field -> field[slot]).toList()));
    }
    return buckets;
  }

  void restore(List<Bucket> buckets) {
    clear();
    for (var bucket : buckets) {
      push(Math.floorDiv(bucket.end(), width), bucket.end(), 0, 0);
      var slot = slot(size - 1);
      starts[slot] = bucket.start();
      for (var field = 0; field < Fields.COUNT; field++) {
        fields[field][slot] = bucket.fields().get(field);
      }
    }
    recompute();
  }
}
