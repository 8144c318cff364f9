package domovoy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"kitchen.temperature", "water.main-valve", "a.b.c", "zone2.co2"})
  void aPointHasGroupsOfWordsJoinedByDots(String name) {
    assertThat(new PointId(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kitchen",
        "Kitchen.temperature",
        "kitchen..x",
        "a.b-",
        "-a.b",
        "кухня.т",
        "a.b c",
        "a.b;c"
      })
  void anythingElseIsRefused(String name) {
    assertThatThrownBy(() -> new PointId(name)).hasMessageContaining("point: expected lower-case");
  }

  @Test
  void aNameHasALongestLength() {
    assertThatThrownBy(() -> new PointId("a." + "b".repeat(127))).hasMessageContaining("point");
  }

  @Test
  void theNearestNameIsTheOneWithFewestEdits() {
    assertThat(Names.nearest("kichen", List.of("kitchen", "chicken", "bathroom")))
        .contains("kitchen");
    assertThat(Names.nearest("garage", List.of("kitchen", "bathroom"))).isEmpty();
  }
}
