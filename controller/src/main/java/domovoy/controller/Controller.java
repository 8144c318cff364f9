package domovoy.controller;

import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.access.ServiceToken;
import domovoy.controller.api.Api;
import domovoy.controller.control.HouseControl;
import domovoy.controller.control.Kept;
import domovoy.controller.control.StoreJournal;
import domovoy.controller.house.HouseModel;
import domovoy.controller.live.LiveStream;
import domovoy.controller.nodes.NodeExchange;
import domovoy.controller.nodes.NodeRefusals;
import domovoy.controller.nodes.Nodes;
import domovoy.controller.panel.PanelRoutes;
import domovoy.controller.reflexes.Reflexes;
import domovoy.controller.rules.RuleLibrary;
import domovoy.controller.rules.RuleShelf;
import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Credentials;
import domovoy.controller.store.Secrets;
import domovoy.controller.store.StoreSettings;
import domovoy.history.History;
import domovoy.history.HistorySettings;
import domovoy.service.Door;
import domovoy.service.Health;
import domovoy.service.TokenFile;
import domovoy.service.signing.CollectorAccess;
import domovoy.service.signing.PairingCode;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller: one of the programs of Domovoy, alone or inside of another process. */
public final class Controller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

  /** What was opened, the last first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final String localToken;
  private final Access access;
  private final Nodes nodes;
  private final HouseControl control;
  private final List<Routes> routes;
  private final Door door;

  private Controller(ControllerSettings settings, InstantSource clock) {
    try {
      var store =
          opened(
              ConfigurationStore.open(
                  settings.store().orElseGet(() -> StoreSettings.embedded(settings.data())),
                  clock));
      var credentials = new Credentials(store, Secrets.open(settings.data()));
      localToken = randomToken();
      access = new Access(store, services(settings, localToken), clock);
      var history =
          opened(
              History.open(
                  settings
                      .history()
                      .orElseGet(
                          () -> HistorySettings.questDb(URI.create("http://127.0.0.1:9000")))));
      var house = new HouseModel(store, settings.house());
      var rules = new RuleLibrary(RuleShelf.open(settings.rules()), store, clock);
      var live = new LiveStream();
      var registry = new CollectorRegistry();
      var metrics = new ControllerMetrics(registry);
      var journal = opened(new StoreJournal(store, clock));
      var reflexes = new Reflexes(store, rules::rules, clock);
      nodes =
          new Nodes(
              store,
              credentials,
              house,
              settings.collector().map(Controller::collectorAccess),
              NodeExchange.inTurn(List.of(reflexes, new NodeRefusals(store.audit(), clock))),
              clock);
      control =
          opened(
              new HouseControl(
                  house.house(),
                  nodes,
                  journal,
                  live,
                  reflexes::ofController,
                  new Kept(
                      journal.keptClaims(),
                      journal.keptIncidents(),
                      journal.keptMemory(),
                      journal.keptShadows(),
                      journal.keptNotices()),
                  clock));
      opened(nodes);
      metrics.watch(registry, control, nodes, live);
      house.onChange(
          changed -> {
            rules.rules(changed); // takes a while, so not in the loop
            control.houseChanged(changed);
          });
      var health = new Health();
      health.check("store", store::fault);
      health.check("journal", journal::fault);
      health.check("control", control::fault);

      control.start();
      reflexes.start(house::house, control);
      nodes.start(new NodeFeed(house, control, live, metrics));
      var api =
          new Api(
              access,
              store.audit(),
              house,
              control,
              nodes,
              journal,
              rules,
              reflexes,
              live,
              history,
              clock);
      routes = new ArrayList<>();
      routes.add(api);
      routes.add(new PanelRoutes(Controller.class.getClassLoader()));
      routes.addAll(access.routes(store.audit(), clock, settings.http().tls().isPresent()));
      door =
          opened(
              Door.open(
                  settings.http(),
                  health,
                  registry,
                  routing -> routes.forEach(it -> it.add(routing))));
      opened(live); // so that it is closed first: the door would wait for those who listen
      Thread.ofVirtual().name("recollection").start(new Recollection(house, control, history));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a controller.
   *
   * @throws domovoy.core.InvalidInputException naming the setting that is wrong
   */
  public static Controller start(ControllerSettings settings, InstantSource clock) {
    return new Controller(settings, clock);
  }

  /** Where it is, as seen from this machine. */
  public URI uri() {
    return door.uri();
  }

  /** The one-time link with which the first person becomes the owner; empty once there is one. */
  public Optional<URI> welcome() {
    return access.welcome(uri());
  }

  /** A code to pair one node with, for who runs this program. */
  public PairingCode pairingCode() {
    return nodes.createCode();
  }

  /** Whether a node of that name is paired. */
  public boolean knowsNode(String name) {
    return nodes.key(name).isPresent();
  }

  /** Everything that it serves besides what every program does. */
  List<Routes> routes() {
    return routes;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a part of the controller did not stop well", e);
      }
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** A token with every permission, for who may read this program's files; new at every start. */
  public String localToken() {
    return localToken;
  }

  private static String randomToken() {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static Map<String, ServiceToken> services(
      ControllerSettings settings, String localToken) {
    var services = new HashMap<String, ServiceToken>();
    settings
        .serviceTokens()
        .forEach(
            (name, it) ->
                services.put(
                    name,
                    new ServiceToken(
                        TokenFile.read("service-tokens.%s.file".formatted(name), it.file()),
                        it.scopes())));
    services.put("command-line", new ServiceToken(localToken, Set.of(Permission.ADMIN)));
    return services;
  }

  private static CollectorAccess collectorAccess(ControllerSettings.Collector collector) {
    return new CollectorAccess(
        collector.url(),
        collector.tokenFile().map(it -> TokenFile.read("collector.token-file", it)).orElse(""));
  }
}
