package domovoy.collector;

import java.util.List;

/**
 * What became of a body of readings.
 *
 * @param accepted how many are on disk now
 * @param refused how many were not taken
 * @param refusals the first of them, at most {@value #MOST_TOLD}
 */
record Receipt(long accepted, long refused, List<Refusal> refusals) {
  static final int MOST_TOLD = 100;
}
