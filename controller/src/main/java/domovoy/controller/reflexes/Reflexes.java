package domovoy.controller.reflexes;

import domovoy.alerting.Rule;
import domovoy.alerting.RuleSet;
import domovoy.alerting.RuleStatus;
import domovoy.alerting.analysis.Placement;
import domovoy.alerting.reflex.Deployment;
import domovoy.alerting.reflex.ReflexReport;
import domovoy.controller.control.HouseControl;
import domovoy.controller.nodes.NodeExchange;
import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Documents;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.TraceId;
import domovoy.service.Bodies;
import domovoy.service.signing.SigningClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands rules to the nodes that own all their points. A rule runs in one place at a time: on its
 * node from when the node has said that it runs it until the node has said that it no longer does,
 * else here. What a node was last known to run is kept, so that a restart changes nothing.
 */
public final class Reflexes implements NodeExchange {
  private static final Logger LOG = LoggerFactory.getLogger(Reflexes.class);
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** Most reports taken in one go; a node that was alone for long tells the rest later. */
  private static final int MOST_PAGES = 20;

  private static final int NOT_FOUND = 404;

  /** What a node was last known to run. */
  private record Known(String node, List<String> rules) {}

  private final Documents<Known> kept;
  private final Function<House, RuleSet> rules;
  private final InstantSource clock;
  private final Map<String, Set<String>> running = new ConcurrentHashMap<>();
  private final Map<String, List<RuleStatus>> statuses = new ConcurrentHashMap<>();
  private final Map<String, Long> positions = new ConcurrentHashMap<>();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();

  private record Work(Supplier<House> house, HouseControl control) {}

  private volatile Optional<Work> work = Optional.empty();

  /**
   * @param rules all rules that can run in a house
   */
  public Reflexes(ConfigurationStore store, Function<House, RuleSet> rules, InstantSource clock) {
    this.kept = store.documents("reflexes", Known.class);
    this.rules = rules;
    this.clock = clock;
    kept.all().forEach(it -> running.put(it.value().node(), Set.copyOf(it.value().rules())));
  }

  /** From now on nodes are given their rules. */
  public void start(Supplier<House> house, HouseControl control) {
    work = Optional.of(new Work(house, control));
  }

  /** The rules that the controller runs itself. */
  public RuleSet ofController(House house) {
    var elsewhere = elsewhere();
    return new RuleSet(
        rules.apply(house).rules().stream().filter(it -> !elsewhere.contains(it.id())).toList());
  }

  /** Where the rule runs. */
  public Place place(Rule rule, House house) {
    var target = target(rule, house).orElse(Place.CONTROLLER);
    var on =
        running.entrySet().stream()
            .filter(it -> it.getValue().contains(rule.id()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(Place.CONTROLLER);
    var obstacles = Placement.obstacles(rule, house);
    var warned = rule.priority().isLifeSafety() && !obstacles.isEmpty();
    return new Place(
        on,
        on.equals(target) ? Optional.empty() : Optional.of(target),
        obstacles,
        warned
            ? Optional.of(
                "a life-safety rule that does not work while the network or the controller is down: "
                    + String.join("; ", obstacles))
            : Optional.empty());
  }

  /** How the rules on nodes stand, by rule, as last heard. */
  public Map<String, RuleStatus> statuses() {
    return statuses.values().stream()
        .flatMap(List::stream)
        .collect(Collectors.toMap(RuleStatus::rule, it -> it, (one, _) -> one));
  }

  @Override
  public void exchange(String node, SigningClient client) throws IOException, InterruptedException {
    var now = work;
    if (now.isEmpty()) {
      return;
    }
    try {
      exchange(node, client, now.get());
      report(node, "");
    } catch (InvalidInputException e) {
      report(node, "it answered what is not understood: " + e.getMessage());
    }
  }

  @Override
  public void forget(String node) {
    statuses.remove(node);
    positions.remove(node);
    if (running.remove(node) != null) {
      kept.delete(node);
      work.ifPresent(it -> it.control().rulesChanged());
    }
  }

  private void exchange(String node, SigningClient client, Work now)
      throws IOException, InterruptedException {
    for (var page = 0; page < MOST_PAGES; page++) {
      var report = ask(node, client);
      if (report.isEmpty()) {
        return; // of a version that runs no rules
      }
      take(node, report.get(), now);
      if (!report.get().left() && !deliver(node, report.get(), client, now)) {
        return;
      }
    }
  }

  private Optional<ReflexReport> ask(String node, SigningClient client)
      throws IOException, InterruptedException {
    var asked = new ReflexReport.Asked(positions.getOrDefault(node, -1L));
    var answer = send(client, "POST", "/api/v1/reflexes/report", asked);
    if (answer.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    require(answer, 200);
    return Optional.of(Bodies.json(answer.body(), ReflexReport.class));
  }

  /** False when the node has what it shall have. */
  private boolean deliver(String node, ReflexReport report, SigningClient client, Work now)
      throws IOException, InterruptedException {
    var wanted = wanted(node, now);
    var hasNone = report.version().isEmpty() && wanted.rules().isEmpty();
    if (hasNone || wanted.version().equals(report.version())) {
      return false;
    }
    require(send(client, "PUT", "/api/v1/reflexes", wanted), 204);
    LOG.info("node {} is given {} rules to run by itself", node, wanted.rules().size());
    return true;
  }

  private Deployment wanted(String node, Work now) {
    var house = now.house().get();
    var resting =
        now.control().pausedUntil().filter(it -> clock.instant().isBefore(it)).isPresent();
    return Deployment.of(
        house.site(),
        rules.apply(house).rules().stream()
            .filter(it -> target(it, house).filter(node::equals).isPresent())
            .filter(it -> !resting || it.priority().isLifeSafety())
            .filter(it -> !isOnAnother(it, node))
            .map(Rule::text)
            .toList());
  }

  /** A rule whose points have moved goes to its new node when the old one has let go of it. */
  private boolean isOnAnother(Rule rule, String node) {
    return running.entrySet().stream()
        .anyMatch(it -> !it.getKey().equals(node) && it.getValue().contains(rule.id()));
  }

  private static Optional<String> target(Rule rule, House house) {
    return Placement.reflexOn(rule, house);
  }

  /**
   * What comes to the node is given up here before anything else, and what comes back from it is
   * taken up here last, so that an incident that both know is never resolved by the one that gives
   * it up.
   */
  private void take(String node, ReflexReport report, Work now) {
    var before = running.getOrDefault(node, Set.of());
    var after = report.rules().stream().map(RuleStatus::rule).collect(Collectors.toSet());
    var both = new TreeSet<>(before);
    both.addAll(after);
    statuses.put(node, report.rules());
    become(node, both, now);
    now.control().reflexes(node, report.claims(), report.events());
    become(node, after, now);
    positions.put(node, report.position());
    if (!report.faults().isEmpty()) {
      LOG.warn("node {} cannot run: {}", node, report.faults());
    }
  }

  private void become(String node, Set<String> ids, Work now) {
    if (running.getOrDefault(node, Set.of()).equals(ids)) {
      return;
    }
    kept.save(node, new Known(node, List.copyOf(new TreeSet<>(ids))));
    running.put(node, Set.copyOf(ids));
    now.control().rulesChanged();
  }

  private Set<String> elsewhere() {
    return running.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  private void report(String node, String trouble) {
    var before = trouble.isEmpty() ? troubles.remove(node) : troubles.put(node, trouble);
    if (!trouble.isEmpty() && !trouble.equals(before)) {
      LOG.warn("rules of node {}: {}", node, trouble);
    }
  }

  private static HttpResponse<byte[]> send(
      SigningClient client, String method, String target, Object body)
      throws IOException, InterruptedException {
    return client.send(
        method, target, "application/json", Bodies.bytes(body), TraceId.random(), DEADLINE);
  }

  private static void require(HttpResponse<byte[]> answer, int status) throws IOException {
    if (answer.statusCode() != status) {
      throw new InvalidInputException(
          "status", Integer.toString(status), Integer.toString(answer.statusCode()));
    }
  }
}
