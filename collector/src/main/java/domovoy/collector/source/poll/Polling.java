package domovoy.collector.source.poll;

import domovoy.collector.spi.Inbox;
import domovoy.collector.spi.Source;
import domovoy.core.Decoded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks again and again. The next question is not asked before the last one is answered or given up,
 * pauses vary by a tenth so that many who are asked alike are not asked at once, and one who does
 * not answer is asked ever more rarely, down to the ordinary interval.
 */
final class Polling implements Source {
  private static final double JITTER = 0.1;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** One question and its answer. */
  interface Question {
    /**
     * @return nothing when nothing is new
     */
    List<Decoded> ask() throws Exception;

    /** Whatever was answered before may not have been kept: ask for it all again. */
    void forget();
  }

  private final Duration interval;
  private final Question question;
  private int failures;

  Polling(Duration interval, Question question) {
    this.interval = interval;
    this.question = question;
  }

  @Override
  public void run(Inbox inbox) throws Exception {
    if (failures > 0) {
      Thread.sleep(pause());
    }
    question.forget();
    var isConnected = false;
    while (true) {
      List<Decoded> answer;
      try {
        answer = question.ask();
      } catch (Busy e) {
        failures++;
        Thread.sleep(e.pause());
        throw e;
      } catch (Exception e) {
        failures++;
        throw e;
      }
      failures = 0;
      if (!isConnected) {
        inbox.connected();
        isConnected = true;
      }
      if (!answer.isEmpty()) {
        inbox.take(answer::forEach);
      }
      Thread.sleep(varied(interval));
    }
  }

  private Duration pause() {
    var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
    return varied(doubled.compareTo(interval) < 0 ? doubled : interval);
  }

  private static Duration varied(Duration pause) {
    var factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Duration.ofMillis((long) (pause.toMillis() * factor));
  }

  /** Who is asked wants to be left alone for a while. */
  static final class Busy extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Duration pause;

    Busy(String message, Duration pause) {
      super(message);
      this.pause = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    Duration pause() {
      return pause;
    }
  }
}
