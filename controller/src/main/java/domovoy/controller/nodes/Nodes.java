package domovoy.controller.nodes;

import domovoy.controller.control.CommandSender;
import domovoy.controller.control.Delivery;
import domovoy.controller.house.HouseModel;
import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Credentials;
import domovoy.controller.store.Documents;
import domovoy.controller.store.StoreException;
import domovoy.core.Command;
import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.core.PointState;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import domovoy.service.signing.CollectorAccess;
import domovoy.service.signing.NodeAnnouncement;
import domovoy.service.signing.NodeKey;
import domovoy.service.signing.Pairing;
import domovoy.service.signing.PairingCode;
import domovoy.service.signing.PairingRefusedException;
import domovoy.service.signing.PairingReply;
import domovoy.service.signing.PairingRequest;
import domovoy.service.signing.SigningClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The edge nodes that are paired with this controller: kept in the store, their keys sealed, and
 * each with a line of its own.
 */
public final class Nodes implements CommandSender, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final String SECRET = "node/";

  /** A node without its key, which lies elsewhere, sealed. */
  private record Kept(String name, URI address, Instant paired) {}

  private final Documents<Kept> kept;
  private final Credentials credentials;
  private final HouseModel house;
  private final Optional<CollectorAccess> collector;
  private final InstantSource clock;
  private final NodeExchange exchange;
  private volatile NodeEvents events;
  private final PairingCodes codes;
  private final HttpClient http;
  private final Map<String, NodeLink> links = new ConcurrentHashMap<>();
  private final Map<String, NodeStatus> statuses = new ConcurrentHashMap<>();

  /** Nodes that started anew and were not heard since. */
  private final Set<String> anew = ConcurrentHashMap.newKeySet();

  /**
   * @param collector where paired nodes shall send their readings
   * @param exchange what else is talked about with them
   */
  public Nodes(
      ConfigurationStore store,
      Credentials credentials,
      HouseModel house,
      Optional<CollectorAccess> collector,
      NodeExchange exchange,
      InstantSource clock) {
    kept = store.documents("nodes", Kept.class);
    this.credentials = credentials;
    this.house = house;
    this.collector = collector;
    this.exchange = exchange;
    this.clock = clock;
    codes = new PairingCodes(clock);
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** Calls every node that is paired, and from then on tells what happens. */
  public void start(NodeEvents listener) {
    events = listener;
    for (var document : kept.all()) {
      var node = document.value();
      try {
        credentials
            .find(SECRET + node.name())
            .ifPresent(it -> connect(node(node, NodeKey.fromText(node.name(), it))));
      } catch (StoreException e) {
        LOG.error("node {} cannot be reached: {}", node.name(), e.getMessage());
      }
    }
  }

  /**
   * A code to pair one node with, good for ten minutes.
   *
   * @throws domovoy.service.ProblemException 429 when too many are waiting to be used
   */
  public PairingCode createCode() {
    return codes.create();
  }

  /** When a code that is made now is no longer good. */
  public Instant codeExpiry() {
    return clock.instant().plus(PairingCodes.GOOD_FOR);
  }

  /**
   * Pairs the node that asks, in place of an earlier one of its name.
   *
   * @throws PairingRefusedException when it does not know a code
   * @throws domovoy.service.ProblemException 409 when its devices are another's
   */
  public synchronized PairingReply pair(PairingRequest request) throws PairingRefusedException {
    var code = codes.use(request);
    // without a good code the outcome is a refusal; any code serves to say so
    var accepted = Pairing.accept(code.orElseGet(PairingCode::random), request, collector);
    house.announce(request.node(), request.devices());
    var node = new Node(request.node(), request.address(), accepted.key(), clock.instant());
    credentials.save(SECRET + node.name(), node.key().secretAsText());
    kept.save(node.name(), new Kept(node.name(), node.address(), node.paired()));
    connect(node);
    return accepted.reply();
  }

  /**
   * Takes over a paired node's address and devices.
   *
   * @throws domovoy.service.ProblemException 409 when its devices are another's
   */
  public synchronized void announce(String name, NodeAnnouncement announcement) {
    var link = links.get(name);
    if (link == null) {
      throw Problem.notFound("the node %s is not paired".formatted(name)).toException();
    }
    house.announce(name, announcement.devices());
    anew.add(name);
    if (announcement.address().equals(link.node().address())) {
      link.askNow();
    } else {
      var node = link.node().at(announcement.address());
      kept.save(name, new Kept(name, node.address(), node.paired()));
      connect(node);
    }
  }

  /** Forgets the node and its key; its devices stay in the house. False when there is none. */
  public synchronized boolean revoke(String name) {
    var link = links.remove(name);
    if (link == null && kept.find(name).isEmpty()) {
      return false;
    }
    credentials.delete(SECRET + name);
    kept.delete(name);
    statuses.remove(name);
    exchange.forget(name);
    if (link != null) {
      link.close();
      var now = clock.instant();
      events.changed(view(link.node(), NodeStatus.unknown(now).lost("revoked", now)));
    }
    return true;
  }

  /** The key of a node, for its signatures; empty when it is not paired. */
  public Optional<NodeKey> key(String node) {
    return Optional.ofNullable(links.get(node)).map(it -> it.node().key());
  }

  /** Every paired node, by name. */
  public List<NodeView> all() {
    return links.values().stream()
        .map(NodeLink::node)
        .sorted(Comparator.comparing(Node::name))
        .map(it -> view(it, status(it.name())))
        .toList();
  }

  public boolean isReachable(String node) {
    return links.containsKey(node) && status(node).reachable();
  }

  @Override
  public void send(String node, Command command) {
    var link = links.get(node);
    if (link == null) {
      events.delivered(command, new Delivery.Unreachable("node %s is not paired".formatted(node)));
    } else {
      link.send(command);
    }
  }

  @Override
  public void close() {
    links.values().forEach(NodeLink::close);
    http.shutdownNow();
  }

  private void connect(Node node) {
    statuses.put(node.name(), NodeStatus.unknown(clock.instant()));
    var client = new SigningClient(http, node.address(), node.key(), clock);
    var link = new NodeLink(node, client, clock, new Ear(), exchange);
    var before = links.put(node.name(), link);
    if (before != null) {
      before.close();
    }
    link.start();
  }

  private NodeStatus status(String node) {
    return statuses.getOrDefault(node, NodeStatus.unknown(Instant.EPOCH));
  }

  private NodeView view(Node node, NodeStatus status) {
    var devices =
        house.house().devices().stream()
            .filter(it -> it.node().equals(Optional.of(node.name())))
            .map(Device::id)
            .toList();
    return new NodeView(
        node.name(),
        node.address(),
        devices,
        node.paired(),
        status.reachable(),
        status.since(),
        status.lastSeen(),
        status.error());
  }

  private static Node node(Kept node, NodeKey key) {
    return new Node(node.name(), node.address(), key, node.paired());
  }

  /** Hears the links. A link that was replaced may still speak; it is not listened to. */
  private final class Ear implements NodeLink.Listener {
    @Override
    public void delivered(Node node, Command command, Delivery delivery) {
      events.delivered(command, delivery);
    }

    @Override
    public void heard(Node node, byte[] points) {
      List<PointState> states;
      try {
        states = List.of(Bodies.json(points, PointState[].class));
      } catch (InvalidInputException e) {
        lost(node, "it answered what is not understood: " + e.getMessage());
        return;
      }
      change(node, before -> before.heard(clock.instant()))
          .ifPresent(
              before -> {
                var returned = anew.remove(node.name()) || !before.reachable();
                events.heard(node.name(), states, returned);
              });
    }

    @Override
    public void lost(Node node, String reason) {
      change(node, before -> before.lost(reason, clock.instant()));
    }

    /** The status before, when the node still is one of ours. */
    private Optional<NodeStatus> change(Node node, UnaryOperator<NodeStatus> how) {
      NodeStatus before;
      NodeStatus after;
      synchronized (Ear.class) {
        var link = links.get(node.name());
        if (link == null || link.node() != node) {
          return Optional.empty();
        }
        before = status(node.name());
        after = how.apply(before);
        statuses.put(node.name(), after);
      }
      if (before.reachable() != after.reachable() || !before.error().equals(after.error())) {
        LOG.info(
            "node {} {}",
            node.name(),
            after.reachable() ? "is reachable" : "is not reachable: " + after.error().orElse(""));
        events.changed(view(node, after));
      }
      return Optional.of(before);
    }
  }
}
