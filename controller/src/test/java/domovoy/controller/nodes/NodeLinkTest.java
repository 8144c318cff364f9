package domovoy.controller.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import domovoy.controller.control.Delivery;
import domovoy.controller.store.StoreException;
import domovoy.core.Command;
import domovoy.service.signing.NodeKey;
import domovoy.service.signing.SigningClient;
import domovoy.testing.Eventually;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NodeLinkTest {
  @Test
  void aStoreThatFailsDuringAnExchangeDoesNotEndTheHeartbeat() throws Exception {
    var body = "[]".getBytes(StandardCharsets.UTF_8);
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        it -> {
          it.sendResponseHeaders(200, body.length);
          it.getResponseBody().write(body);
          it.close();
        });
    server.start();
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    var key = NodeKey.random("pi-1");
    var heard = new AtomicInteger();
    var exchanges = new AtomicInteger();
    var client = new SigningClient(address, key, InstantSource.system());
    var link =
        new NodeLink(
            new Node("pi-1", address, key, Instant.now()),
            client,
            InstantSource.system(),
            new NodeLink.Listener() {
              @Override
              public void delivered(Node node, Command command, Delivery delivery) {}

              @Override
              public void heard(Node node, byte[] points) {
                heard.incrementAndGet();
              }

              @Override
              public void lost(Node node, String reason) {}
            },
            new NodeExchange() {
              @Override
              public void exchange(String node, SigningClient line) {
                exchanges.incrementAndGet();
                throw new StoreException("the store is down", new IllegalStateException());
              }

              @Override
              public void forget(String node) {}
            });
    try (link) {
      link.start();
      Eventually.within(Duration.ofSeconds(30), () -> assertThat(exchanges).hasValue(1));
      link.askNow();
      Eventually.within(
          Duration.ofSeconds(30), () -> assertThat(heard).hasValueGreaterThanOrEqualTo(2));
    } finally {
      server.stop(0);
    }
  }
}
