package domovoy.service.signing;

import java.time.Instant;
import java.util.List;

/**
 * What a node has refused, for the audit of its controller.
 *
 * @param refusals the oldest first
 * @param position to be sent with the next question, so that these are forgotten then
 * @param dropped how many more there were since the last report than a node keeps
 */
public record RefusalReport(List<Entry> refusals, long position, long dropped) {
  /** The question: what is kept already. */
  public record Asked(long kept) {}

  /** One refused request. */
  public record Entry(Instant time, SignedRequests.Refusal refusal) {}

  public RefusalReport {
    refusals = List.copyOf(refusals);
  }
}
