package domovoy.controller.api;

import domovoy.alerting.Rule;
import domovoy.alerting.RuleSet;
import domovoy.alerting.backtest.Backtest;
import domovoy.alerting.backtest.BacktestReport;
import domovoy.alerting.backtest.Needs;
import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.house.HouseModel;
import domovoy.controller.rules.RuleLibrary;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.history.HistoryReader;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What rules would have done over the stored history. */
final class BacktestRoutes implements Routes {
  private static final long LARGEST_BODY = 1 << 18;
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What is asked.
   *
   * @param rules which rules; empty: all, or the text alone
   * @param text a rule that is not kept, or stands for the one of its id
   * @param from a time, or a date in the zone of the site
   * @param mode the mode that the house is taken to be in
   */
  private record Question(
      Optional<List<String>> rules,
      Optional<String> text,
      Optional<String> from,
      Optional<String> to,
      Optional<String> mode) {

    RuleSet rules(RuleSet present, House house) {
      var tried = text.map(it -> RuleSet.parseOne(it, house));
      var chosen = new ArrayList<Rule>();
      for (var id : rules.orElse(List.of())) {
        if (tried.isEmpty() || !tried.get().id().equals(id)) {
          // names the nearest one when there is none
          chosen.add(present.with(id, Rule.State.ENABLED).rule(id).orElseThrow());
        }
      }
      tried.ifPresent(chosen::add);
      return chosen.isEmpty() ? present : new RuleSet(chosen);
    }

    static Instant time(String field, Optional<String> text, ZoneId zone) {
      try {
        return Parameters.time(text.orElse(""), zone);
      } catch (DateTimeException _) {
        throw new InvalidInputException(
            field,
            "a time such as 2026-01-01T12:00:00Z or a date such as 2026-01-01",
            text.orElse(""));
      }
    }
  }

  private final Access access;
  private final HouseModel house;
  private final RuleLibrary rules;
  private final HistoryReader history;

  /** One at a time, so that it cannot slow down the house. */
  private final Semaphore turn = new Semaphore(1, true);

  BacktestRoutes(Access access, HouseModel house, RuleLibrary rules, HistoryReader history) {
    this.access = access;
    this.house = house;
    this.rules = rules;
    this.history = history;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.post("/api/v1/rules/backtest", this::backtest);
  }

  private void backtest(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    var question = Bodies.json(request, LARGEST_BODY, Question.class);
    var present = house.house();
    var chosen = question.rules(rules.rules(present), present);
    var from = Question.time("from", question.from(), present.site().zone());
    var to = Question.time("to", question.to(), present.site().zone());
    if (!to.isAfter(from) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new InvalidInputException(
          "to", "a time after from, at most %d days".formatted(LONGEST.toDays()), to.toString());
    }
    Bodies.send(response, run(chosen, present, question.mode(), from, to));
  }

  private BacktestReport run(
      RuleSet chosen, House present, Optional<String> mode, Instant from, Instant to) {
    var points =
        Backtest.points(chosen).stream().flatMap(it -> present.point(it).stream()).toList();
    try {
      if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Problem.unavailable("another backtest is running; try again").toException();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("Domovoy is stopping").toException();
    }
    try {
      var past = new PastReadings(history, points, from.minus(Needs.before(chosen)), to);
      return Backtest.run(chosen, present, past, mode, from, to);
    } finally {
      turn.release();
    }
  }
}
