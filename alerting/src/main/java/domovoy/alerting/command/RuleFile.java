package domovoy.alerting.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.alerting.RuleSet;
import domovoy.alerting.file.Faults;
import domovoy.alerting.file.Section;
import domovoy.alerting.file.Tree;
import domovoy.alerting.file.TreeParser;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A rule file with the house that it is checked against.
 *
 * @param path where it lies
 * @param yaml its text
 * @param rules its rules
 */
record RuleFile(Path path, String yaml, House house, RuleSet rules) {

  /**
   * Reads a file.
   *
   * @param given the house named on the command line; otherwise the file's own {@code house}, which
   *     is a house or the path of one
   * @throws InvalidInputException naming what is wrong
   */
  static RuleFile read(Path path, Optional<Path> given) {
    var yaml = text(path);
    var house = given.map(RuleFile::house).orElseGet(() -> houseOf(path, yaml));
    return new RuleFile(path, yaml, house, RuleSet.parse(yaml, house));
  }

  private static House houseOf(Path path, String yaml) {
    var file = new Section(TreeParser.parse(yaml), "file", new Faults());
    return switch (file.get("house")) {
      case Optional<Tree> tree when tree.isEmpty() ->
          throw new InvalidInputException(
              "house",
              "--house FILE, or the key house in the file: what the rules are checked against",
              "");
      case Optional<Tree> tree when tree.get() instanceof Tree.Scalar scalar ->
          house(path.resolveSibling(scalar.text()));
      case Optional<Tree> _ -> inline(yaml);
    };
  }

  private static House inline(String yaml) {
    try {
      return Json.yaml().treeToValue(Json.yaml().readTree(yaml).get("house"), House.class);
    } catch (JsonProcessingException e) {
      throw Json.explain("house", e);
    }
  }

  static House house(Path path) {
    try {
      return Json.yaml().readValue(text(path), House.class);
    } catch (JsonProcessingException e) {
      throw Json.explain("house", e);
    }
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("file", "a file that is there", path.toString());
    } catch (MalformedInputException e) {
      throw new InvalidInputException("file", "a text file in UTF-8", path.toString());
    } catch (IOException e) {
      throw new InvalidInputException("file", "a file that can be read", path + ": " + e);
    }
  }
}
