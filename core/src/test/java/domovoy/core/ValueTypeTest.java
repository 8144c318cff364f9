package domovoy.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {
  private static final ValueType PERCENT = new ValueType.Number(0, 100);
  private static final ValueType MODES = new ValueType.Choice(List.of("off", "heat", "cool"));

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aNumberIsFinite(double number) {
    assertThatThrownBy(() -> Value.of(number)).hasMessageContaining("finite");
  }

  @Test
  void boundsAreInclusive() {
    assertThat(PERCENT.accept(Value.of(0))).isEqualTo(Value.of(0));
    assertThat(PERCENT.accept(Value.of(100))).isEqualTo(Value.of(100));
    assertThatThrownBy(() -> PERCENT.accept(Value.of(100.1)))
        .hasMessage("value: expected a number from 0 to 100, got 100.1");
  }

  @Test
  void aNumberIsNotGuessedFromTextOrSwitch() {
    assertThatThrownBy(() -> PERCENT.accept(Value.of("50"))).hasMessageContaining("value");
    assertThatThrownBy(() -> PERCENT.accept(Value.ON)).hasMessageContaining("value");
  }

  @Test
  void onAndOffMayBeSaidInEachUsualForm() {
    var onOff = new ValueType.OnOff();
    assertThat(List.of(Value.ON, Value.of(1), Value.of("on")))
        .allMatch(it -> onOff.accept(it).equals(Value.ON));
    assertThatThrownBy(() -> onOff.accept(Value.of(2))).hasMessageContaining("true or false");
    assertThatThrownBy(() -> onOff.accept(Value.of("yes"))).hasMessageContaining("true or false");
  }

  @Test
  void aChoiceIsItsLabelOrItsOrdinal() {
    assertThat(MODES.accept(Value.of("heat"))).isEqualTo(new Value.Choice("heat"));
    assertThat(MODES.accept(Value.of(2))).isEqualTo(new Value.Choice("cool"));
    assertThatThrownBy(() -> MODES.accept(Value.of(3))).hasMessageContaining("off, heat, cool");
    assertThatThrownBy(() -> MODES.accept(Value.of(1.5))).hasMessageContaining("off, heat, cool");
  }

  @Property
  void everyChoiceSurvivesTheTimeSeries(@ForAll @IntRange(max = 2) int ordinal) {
    var choice = MODES.fromNumber(ordinal);
    assertThat(MODES.fromNumber(MODES.toNumber(choice))).isEqualTo(choice);
  }

  @Test
  void textHasALongestLength() {
    assertThatThrownBy(() -> new ValueType.Text(3).accept(Value.of("four")))
        .hasMessageContaining("at most 3 characters");
  }

  @Test
  void survivesBeingWrittenAsJsonAndReadBack() throws Exception {
    for (var type : List.of(PERCENT, MODES, new ValueType.OnOff(), new ValueType.Text(5))) {
      var json = Json.json().writeValueAsString(type);
      assertThat(Json.json().readValue(json, ValueType.class)).as(json).isEqualTo(type);
    }
  }
}
