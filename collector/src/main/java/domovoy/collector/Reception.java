package domovoy.collector;

import domovoy.core.Decoded;
import domovoy.core.InvalidInputException;
import domovoy.core.SentReading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One body of readings on its way in. It is given what was decoded item by item, so that a large
 * body is never a large heap of objects, and keeps the good ones as lines.
 */
final class Reception implements Consumer<Decoded> {
  private static final int CHUNK = 1 << 18;

  /**
   * The good readings of a body.
   *
   * @param chunks line protocol, some lines each
   */
  record Kept(String source, long readings, List<byte[]> chunks) {}

  private final HouseModel house;
  private final Refusals ledger;
  private final String source;
  private final Instant now;
  private final Consumer<Kept> keep;
  private final long arrival = System.nanoTime();
  private final StringBuilder lines = new StringBuilder();
  private final List<byte[]> chunks = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private KnownPoints points;
  private long accepted;
  private long refused;

  Reception(
      HouseModel house,
      KnownPoints points,
      Refusals ledger,
      String source,
      Instant now,
      Consumer<Kept> keep) {
    this.house = house;
    this.points = points;
    this.ledger = ledger;
    this.source = source;
    this.now = now;
    this.keep = keep;
  }

  @Override
  public void accept(Decoded item) {
    switch (item) {
      case Decoded.Malformed(var number, var faults, var sent) ->
          refuse(number, RefusalCause.MALFORMED, faults, sent);
      case Decoded.Sent(var number, var sent) -> check(number, sent);
    }
  }

  private void check(int number, SentReading sent) {
    if (points.find(sent.point()).isEmpty()) {
      house.refreshForUnknownPoint(arrival);
      points = house.known().orElse(points);
    }
    switch (Checks.check(points, sent, now)) {
      case Checked.Accepted(var known, var reading) -> {
        known.append(lines, reading);
        lines.append('\n');
        accepted++;
        if (lines.length() >= CHUNK) {
          cut();
        }
      }
      case Checked.Refused(var cause, var faults) ->
          refuse(number, cause, faults, sent.point() + "=" + sent.value());
    }
  }

  private void refuse(
      int number, RefusalCause cause, List<InvalidInputException.Fault> faults, String sent) {
    refused++;
    var refusal = new Refusal(now, source, number, cause, faults, sent);
    ledger.add(refusal);
    if (refusals.size() < Receipt.MOST_TOLD) {
      refusals.add(refusal);
    }
  }

  private void cut() {
    if (!lines.isEmpty()) {
      chunks.add(lines.toString().getBytes(StandardCharsets.UTF_8));
      lines.setLength(0);
    }
  }

  /**
   * Keeps all good readings of the body, or none of them.
   *
   * @throws domovoy.service.buffer.NotBufferedException when they are not on disk
   */
  Receipt finish() {
    cut();
    if (accepted > 0) {
      keep.accept(new Kept(source, accepted, chunks));
    }
    return new Receipt(accepted, refused, refusals);
  }
}
