package domovoy.alerting.reflex;

import domovoy.alerting.RuleStatus;
import java.util.List;
import java.util.Map;

/**
 * What a node says of the rules that it runs.
 *
 * @param version of the {@link Deployment} it has; empty: none was ever given to it
 * @param rules how each of its rules stands
 * @param claims what they claim now
 * @param events what they did and was not acknowledged yet, in order; repeated until it is
 * @param position what to send back in {@link Asked} when these events are kept
 * @param left whether there are more events after these
 * @param faults the id of a rule to why the node cannot run it
 */
public record ReflexReport(
    String version,
    List<RuleStatus> rules,
    List<ReflexClaim> claims,
    List<ReflexEvent> events,
    long position,
    boolean left,
    Map<String, String> faults) {

  /**
   * The controller's request.
   *
   * @param kept the {@link ReflexReport#position} of the last report whose events it has dealt
   *     with; negative when it has none
   */
  public record Asked(long kept) {}
}
