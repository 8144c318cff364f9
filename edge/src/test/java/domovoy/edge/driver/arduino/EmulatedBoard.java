package domovoy.edge.driver.arduino;

import domovoy.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * An Arduino Uno whose ATmega328P is emulated instruction by instruction (simavr), running the real
 * firmware.
 */
public final class EmulatedBoard implements AutoCloseable {
  private static final Duration SLOWEST_BUILD = Duration.ofMinutes(2);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Path FIRMWARE = Path.of("firmware");

  private final Path built;
  private final Path link;
  private Program program;

  private EmulatedBoard(Path built, Path link) {
    this.built = built;
    this.link = link;
  }

  /** Builds firmware and emulator; a machine without Debian's AVR tools skips the test by name. */
  public static EmulatedBoard build(Path folder) {
    Program.require("avr-gcc");
    Program.require("gcc");
    Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/include/simavr/sim_avr.h")),
        "peer not installed: libsimavr-dev");
    Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/include/libelf.h")), "peer not installed: libelf-dev");
    var out = folder.resolve("build").toAbsolutePath();
    make(out, "all");
    return new EmulatedBoard(out, folder.resolve("board").toAbsolutePath());
  }

  private static void make(Path out, String... targets) {
    var command = new ArrayList<>(List.of("make", "-C", FIRMWARE.toString(), "OUT=" + out));
    command.addAll(List.of(targets));
    try (var make = Program.peer(command)) {
      if (make.exitCode(SLOWEST_BUILD) != 0) {
        throw new AssertionError(make.output());
      }
    }
  }

  public void plugIn() {
    program =
        Program.peer(
            List.of(
                built.resolve("emulator").toString(),
                built.resolve("firmware.elf").toString(),
                link.toString()));
    program.awaitLine("ready", SOON);
  }

  /**
   * Plugs in a board that starts in a bootloader (Optiboot, as on an Uno), with this program behind
   * it: {@code firmware} or {@code mute}.
   */
  public void plugInWithBootloader(String name) {
    program =
        Program.peer(
            List.of(
                built.resolve("emulator").toString(),
                built.resolve(name + ".elf").toString(),
                link.toString(),
                built.resolve("bootloader.hex").toString()));
    program.awaitLine("ready", SOON);
  }

  /** Builds what flashing needs besides: the bootloader, and a program that says nothing. */
  public void buildBootloader() {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/share/arduino/hardware/arduino/avr/bootloaders/optiboot")),
        "peer not installed: arduino-core-avr");
    make(built, "bootloader", "mute");
  }

  /** The program of this name, in Intel HEX. */
  public Path hex(String name) {
    return built.resolve(name + ".hex");
  }

  public void unplug() {
    program.kill();
  }

  /** Where its serial line is. */
  public String port() {
    return link.toString();
  }

  /** Moves what is connected to its pins; see the emulator's source. */
  void world(String command) {
    program.type(command);
  }

  /** The levels of an output pin since it was plugged in, such as {@code 0}, {@code 1}. */
  List<String> levelsOf(String pin) {
    return program
        .output()
        .lines()
        .filter(it -> it.startsWith(pin + " "))
        .map(it -> it.substring(pin.length() + 1))
        .toList();
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
    }
  }
}
