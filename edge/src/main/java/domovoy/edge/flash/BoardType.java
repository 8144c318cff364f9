package domovoy.edge.flash;

import domovoy.core.InvalidInputException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A kind of board whose bootloader is known. */
public enum BoardType {
  UNO("uno", "atmega328p", "arduino", 115_200, 32_256),
  NANO("nano", "atmega328p", "arduino", 115_200, 32_256),
  /** A Nano with the bootloader from before 2018. */
  NANO_OLD("nano-old", "atmega328p", "arduino", 57_600, 30_720),
  MEGA("mega", "atmega2560", "wiring", 115_200, 253_952);

  private final String code;
  private final String chip;
  private final String programmer;
  private final int baud;
  private final int programBytes;

  BoardType(String code, String chip, String programmer, int baud, int programBytes) {
    this.code = code;
    this.chip = chip;
    this.programmer = programmer;
    this.baud = baud;
    this.programBytes = programBytes;
  }

  /**
   * The board of this name.
   *
   * @throws InvalidInputException naming those there are
   */
  public static BoardType of(String code) {
    return Arrays.stream(values())
        .filter(it -> it.code.equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "board",
                    Arrays.stream(values()).map(it -> it.code).collect(Collectors.joining(", ")),
                    code));
  }

  /** Its name in commands. */
  public String code() {
    return code;
  }

  /** What avrdude calls its chip. */
  String chip() {
    return chip;
  }

  /** What avrdude calls the protocol of its bootloader. */
  String programmer() {
    return programmer;
  }

  /** The rate of its bootloader, in bits per second. */
  int baud() {
    return baud;
  }

  /** Bytes of flash below the bootloader. */
  public int programBytes() {
    return programBytes;
  }
}
