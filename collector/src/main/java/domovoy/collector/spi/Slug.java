package domovoy.collector.spi;

import domovoy.core.InvalidInputException;
import java.text.Normalizer;
import java.util.Locale;

/** Names as people and devices write them, made names of Domovoy. */
public final class Slug {
  private static final int LONGEST = 60;
  private static final String CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя";
  private static final String[] LATIN =
      ("a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya").split(" ");

  private Slug() {}

  /**
   * Such as {@code living-room-lamp} of {@code Living_Room lamp}, and {@code kukhnya} of {@code
   * Кухня}.
   *
   * @throws InvalidInputException when nothing is left of it
   */
  public static String of(String text) {
    var words =
        text.replace('ё', 'е').replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    var latin = new StringBuilder();
    for (var letter : words.toCharArray()) {
      var index = CYRILLIC.indexOf(letter);
      latin.append(
          index < 0 ? String.valueOf(letter) : LATIN[index].equals("-") ? "" : LATIN[index]);
    }
    var plain =
        Normalizer.normalize(latin, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9]+", "-");
    var cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    var name = cut.replaceAll("^-|-$", "");
    if (name.isEmpty()) {
      throw new InvalidInputException("name", "a name with letters or digits", text);
    }
    return name;
  }
}
