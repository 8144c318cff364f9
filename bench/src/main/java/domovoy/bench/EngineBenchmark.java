package domovoy.bench;

import domovoy.alerting.Effect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many readings a second the rule engine takes, on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
public class EngineBenchmark {
  /** How many rules there are. */
  @Param({"10", "100", "1000", "100000"})
  int rules;

  /** How many of them look at each point. */
  @Param({"1", "10"})
  int watchers;

  private EngineLoad load;

  @Setup
  public void prepare() {
    load = new EngineLoad(rules, watchers);
  }

  @Benchmark
  public List<Effect> reading() {
    return load.next();
  }
}
