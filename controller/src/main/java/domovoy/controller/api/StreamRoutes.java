package domovoy.controller.api;

import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.live.LiveEvent;
import domovoy.controller.live.LiveStream;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What happens, as server-sent events: {@code reading}, {@code control}, {@code incident}, {@code
 * node}.
 */
final class StreamRoutes implements Routes {
  /** A comment as often as that shows both sides that the other is there. */
  private static final int HEARTBEAT_SECONDS = 15;

  /** Then the client has to connect anew, and whether it may is looked at again. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Access access;
  private final LiveStream live;

  StreamRoutes(Access access, LiveStream live) {
    this.access = access;
    this.live = live;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/stream", this::stream);
  }

  private void stream(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    var subscription =
        live.subscribe()
            .orElseThrow(
                () -> Problem.tooMany("too many pages are open; close some").toException());
    response
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.create("X-Accel-Buffering"), "no");
    try (subscription;
        var sink = response.sink(SseSink.TYPE)) {
      sink.emit(SseEvent.builder().comment("welcome").build());
      var end = System.nanoTime() + LONGEST.toNanos();
      while (subscription.isOpen() && System.nanoTime() < end) {
        sink.emit(
            subscription
                .next(HEARTBEAT_SECONDS)
                .map(StreamRoutes::event)
                .orElseGet(() -> SseEvent.builder().comment("still here").build()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // dropped for being slow, or Domovoy stops
    } catch (java.io.UncheckedIOException _) {
      // the client has gone
    }
  }

  private static SseEvent event(LiveEvent event) {
    return SseEvent.builder()
        .name(event.name())
        .data(new String(Bodies.bytes(event.data()), StandardCharsets.UTF_8))
        .build();
  }
}
