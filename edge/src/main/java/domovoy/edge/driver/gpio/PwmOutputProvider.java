package domovoy.edge.driver.gpio;

import com.pi4j.io.pwm.Pwm;
import com.pi4j.io.pwm.PwmType;
import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.SafeState;
import domovoy.core.Value;
import domovoy.core.ValueType;
import domovoy.edge.driver.pi4j.Board;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import domovoy.edge.spi.Link;
import java.util.List;

/**
 * {@code pwm-output}: a hardware PWM channel that dims something. The device has one actuator that
 * accepts a number from 0 to 100 percent.
 */
public final class PwmOutputProvider implements DriverProvider {
  private static final int USUAL_FREQUENCY = 1_000;
  private static final int HIGHEST_FREQUENCY = 100_000;
  private static final int LAST_CHANNEL = 3;

  /**
   * The driver's settings.
   *
   * @param channel of the PWM chip, 0 to 3
   * @param frequency in hertz, 1 to 100,000; 1000 unless told otherwise
   */
  record Channel(Integer channel, Integer frequency) {
    Channel {
      frequency = frequency == null ? USUAL_FREQUENCY : frequency;
      if (channel == null || channel < 0 || channel > LAST_CHANNEL) {
        throw new InvalidInputException("channel", "0 to " + LAST_CHANNEL, String.valueOf(channel));
      }
      if (frequency < 1 || frequency > HIGHEST_FREQUENCY) {
        throw new InvalidInputException(
            "frequency", "1 to %d hertz".formatted(HIGHEST_FREQUENCY), "" + frequency);
      }
    }
  }

  @Override
  public String type() {
    return "pwm-output";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var channel = settings.settings(Channel.class);
    var point = settings.onlyPoint(PointKind.ACTUATOR, ValueType.Number.class);
    if (!point.accepts().equals(new ValueType.Number(0, 100))) {
      throw new InvalidInputException(
          "points", "an actuator that accepts 0 to 100", point.accepts().description());
    }
    var device = settings.device(context.node(), List.of(point));
    var safe = point.safe().map(SafeState::value).orElse(Value.of(0));
    return new Driver(
        List.of(device),
        (wanted, listener) -> new Output(channel, wanted.getOrDefault(point.id(), safe)));
  }

  private static int percent(Value value) {
    return (int) Math.round(((Value.Number) value).number());
  }

  private static final class Output implements Link {
    private final Channel channel;
    private final Pwm pwm;

    Output(Channel channel, Value initial) {
      this.channel = channel;
      var context = Board.context();
      this.pwm =
          context.create(
              Pwm.newConfigBuilder(context)
                  .id("pwm-output-" + channel.channel())
                  .address(channel.channel())
                  .pwmType(PwmType.HARDWARE)
                  .frequency(channel.frequency())
                  .initial(percent(initial))
                  .build());
    }

    @Override
    public Value set(PointId point, Value value) {
      var percent = percent(value);
      if (percent == 0) {
        pwm.off();
        return Value.of(0);
      }
      pwm.on(percent, channel.frequency());
      return Value.of(percent);
    }

    @Override
    public void run() throws InterruptedException {
      Link.awaitInterrupt();
    }

    @Override
    public void close() {
      Board.context().shutdown(pwm.id());
    }
  }
}
