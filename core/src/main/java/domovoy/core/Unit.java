package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import javax.measure.IncommensurableException;
import javax.measure.UnconvertibleException;
import javax.measure.UnitConverter;
import systems.uom.ucum.format.UCUMFormat;
import systems.uom.ucum.internal.format.TokenMgrError;
import tech.units.indriya.AbstractUnit;

/**
 * A unit of measure by its case-sensitive code in UCUM (The Unified Code for Units of Measure),
 * such as {@code Cel}, {@code %}, {@code kW.h}, {@code [degF]}; {@code 1} is "no unit".
 */
public record Unit(@JsonValue String code) {
  private static final int LONGEST = 40;
  private static final int MOST_REMEMBERED = 1_000;
  private static final Map<String, javax.measure.Unit<?>> PARSED = new ConcurrentHashMap<>();

  public static final Unit NONE = new Unit("1");

  private static final Map<Unit, String> SYMBOLS =
      Map.of(
          NONE,
          "",
          new Unit("Cel"),
          "°C",
          new Unit("[degF]"),
          "°F",
          new Unit("[ppm]"),
          "ppm",
          new Unit("kW.h"),
          "kWh",
          new Unit("W.h"),
          "Wh",
          new Unit("lx"),
          "lx",
          new Unit("mm[Hg]"),
          "mmHg",
          new Unit("m3"),
          "m³",
          new Unit("deg"),
          "°");

  /**
   * @throws InvalidInputException when the code is not UCUM
   */
  @JsonCreator
  public Unit {
    parse(code);
  }

  /** In YAML people write {@code unit: 1}, which is a number there. */
  @JsonCreator
  static Unit of(int code) {
    return new Unit(Integer.toString(code));
  }

  /**
   * How a number in this unit becomes one in the other.
   *
   * @throws InvalidInputException naming {@code unit} when they measure different things
   */
  public DoubleUnaryOperator converterTo(Unit target) {
    if (equals(target)) {
      return DoubleUnaryOperator.identity();
    }
    try {
      UnitConverter converter = parse(code).getConverterToAny(parse(target.code));
      return converter::convert;
    } catch (IncommensurableException | UnconvertibleException e) {
      throw new InvalidInputException("unit", "a unit that converts to " + target.code, code);
    }
  }

  /** How people write it: °C, kWh, ppm. */
  public String symbol() {
    return SYMBOLS.getOrDefault(this, code);
  }

  @Override
  public String toString() {
    return code;
  }

  private static javax.measure.Unit<?> parse(String code) {
    var known = PARSED.get(code == null ? "" : code);
    if (known != null) {
      return known;
    }
    if (code == null || code.isBlank() || code.length() > LONGEST) {
      throw notUcum(String.valueOf(code));
    }
    try {
      var parsed =
          code.equals("1")
              ? AbstractUnit.ONE
              : UCUMFormat.getInstance(UCUMFormat.Variant.CASE_SENSITIVE).parse(code);
      if (PARSED.size() < MOST_REMEMBERED) {
        PARSED.put(code, parsed);
      }
      return parsed;
    } catch (RuntimeException | TokenMgrError e) {
      // the library's generated parser has four ways to say no, one of them an Error
      throw notUcum(code);
    }
  }

  private static InvalidInputException notUcum(String code) {
    return new InvalidInputException(
        "unit", "a UCUM code such as Cel, %, W, kW.h, [ppm] or 1", code);
  }
}
