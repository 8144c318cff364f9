package domovoy.edge.driver.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import com.pi4j.plugin.linuxfs.provider.pwm.LinuxFsPwmProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import com.pi4j.plugin.mock.provider.pwm.MockPwmProvider;
import com.pi4j.provider.Provider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pins of this machine. There is one set of them, so there is one Pi4J context in a process,
 * made when the first driver needs it and kept until the process ends.
 */
public final class Board {
  private static final Logger LOG = LoggerFactory.getLogger(Board.class);
  private static final Path MODEL = Path.of("/proc/device-tree/model");

  /** PWM chip of Linux: the Pi 5 has its own south bridge, older ones have chip 0. */
  private static final int PWM_CHIP = 0;

  private static final int PWM_CHIP_OF_PI_5 = 2;

  private static Context context;

  private Board() {}

  /** The context; made on first use. */
  public static synchronized Context context() {
    if (context == null) {
      var model = model();
      LOG.info("pins: {}", model.isEmpty() ? "Pi4J's mock, as this is no Raspberry Pi" : model);
      context =
          Pi4J.newContextBuilder()
              .add(providers(model).toArray(Provider[]::new))
              .disableShutdownHook()
              .build();
    }
    return context;
  }

  private static List<Provider<?, ?, ?>> providers(String model) {
    if (model.isEmpty()) {
      return List.of(
          MockDigitalOutputProvider.newInstance(),
          MockDigitalInputProvider.newInstance(),
          MockPwmProvider.newInstance(),
          MockI2CProvider.newInstance());
    }
    return List.of(
        GpioDDigitalOutputProvider.newInstance(),
        GpioDDigitalInputProvider.newInstance(),
        LinuxFsI2CProvider.newInstance(),
        LinuxFsPwmProvider.newInstance(
            model.contains("Raspberry Pi 5") ? PWM_CHIP_OF_PI_5 : PWM_CHIP));
  }

  /** The model as the kernel names it, or empty when this is no Raspberry Pi. */
  private static String model() {
    try {
      var model = Files.readString(MODEL, StandardCharsets.US_ASCII).replace("\0", "");
      return model.contains("Raspberry Pi") ? model : "";
    } catch (IOException _) {
      return ""; // not a machine with a device tree
    }
  }
}
