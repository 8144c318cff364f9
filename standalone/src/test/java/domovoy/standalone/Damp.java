package domovoy.standalone;

/** A rule over the recorded house, and how often it begins as other code counts it. */
final class Damp {
  static final String RULE =
      """
      id: damp
      when: recorded.bathroom-humidity > 65
      until: recorded.bathroom-humidity < 55
      then:
        - notify: {text: damp}
      """;

  private Damp() {}

  static long beginnings(Recording recording) {
    var beginnings = 0L;
    var holds = false;
    for (var humidity : recording.columns().get("RH_5").values()) {
      if (!holds && humidity > 65) {
        beginnings++;
        holds = true;
      } else if (holds && humidity < 55) {
        holds = false;
      }
    }
    return beginnings;
  }
}
