package domovoy.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** With fewer readings than buckets a window is what adding up all its readings gives. */
class WindowProperties {
  private static final long SPAN = 120_000;

  private record Sample(long time, double value) {}

  @Property(tries = 300)
  void aSparseWindowIsExact(@ForAll long seed) {
    var random = new Random(seed);
    var window = new Window(SPAN);
    var all = new ArrayList<Sample>();
    var now = random.nextLong(1_000_000);
    for (var count = 0; count < 300; count++) {
      now += 1_000 + random.nextLong(random.nextInt(10) == 0 ? 300_000 : 5_000);
      var value = Math.rint(random.nextDouble() * 100);
      window.add(now, value);
      all.add(new Sample(now, value));
      if (random.nextInt(4) == 0) {
        now += random.nextLong(SPAN * 2);
        window.evict(now);
      }
      compare(window, all, now);
    }
  }

  private static void compare(Window window, List<Sample> all, long now) {
    var inside = all.stream().filter(it -> it.time() > now - SPAN).toList();
    if (inside.isEmpty()) {
      assertThat(window.average()).isNaN();
      assertThat(window.nextEviction()).isEqualTo(Nanos.NEVER);
      return;
    }
    var values = inside.stream().mapToDouble(Sample::value).summaryStatistics();
    assertThat(window.average()).isCloseTo(values.getAverage(), within(1e-9));
    assertThat(window.minimum()).isEqualTo(values.getMin());
    assertThat(window.maximum()).isEqualTo(values.getMax());
    assertThat(window.nextEviction()).isEqualTo(inside.getFirst().time() + SPAN);
    if (inside.size() > 1) {
      var first = inside.getFirst();
      var last = inside.getLast();
      assertThat(window.rate())
          .isCloseTo(
              (last.value() - first.value()) / ((last.time() - first.time()) / 3.6e12),
              within(1e-3));
      var growth = 0.0;
      for (var index = 1; index < inside.size(); index++) {
        var step = inside.get(index).value() - inside.get(index - 1).value();
        growth += step >= 0 ? step : inside.get(index).value();
      }
      assertThat(window.increase()).isCloseTo(growth, within(1e-9));
    }
  }

  @Property(tries = 100)
  void aDenseWindowReachesBackTooFarByABucketAtMostAndStaysSmall(@ForAll long seed) {
    var random = new Random(seed);
    var window = new Window(SPAN);
    var all = new ArrayList<Sample>();
    var now = 0L;
    for (var count = 0; count < 5_000; count++) {
      now += random.nextLong(50);
      var value = random.nextDouble();
      window.add(now, value);
      all.add(new Sample(now, value));
    }
    var oldest = now - SPAN - SPAN / Window.BUCKETS;
    var end = now;
    var certain = all.stream().filter(it -> it.time() > end - SPAN).mapToDouble(Sample::value);
    var possible = all.stream().filter(it -> it.time() > oldest).mapToDouble(Sample::value);
    assertThat(window.minimum())
        .isLessThanOrEqualTo(certain.min().orElseThrow())
        .isGreaterThanOrEqualTo(possible.min().orElseThrow());
    assertThat(window.bytes()).isLessThan(256L * Window.BUCKET_BYTES + 1);
  }
}
