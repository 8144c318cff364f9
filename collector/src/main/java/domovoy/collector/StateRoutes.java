package domovoy.collector;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.service.Bodies;
import domovoy.service.buffer.DiskBuffer;
import io.helidon.webserver.http.HttpRouting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells how the collector is doing. */
final class StateRoutes {
  /**
   * What {@code GET /api/v1/state} answers.
   *
   * @param bufferBytes size of the buffer on disk
   * @param bufferMaxBytes its largest size
   * @param points how many points the house has; 0 while it is not known
   * @param houseFault why the house cannot be read
   * @param sinks where readings go
   * @param sources where readings come from, besides the door
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record State(
      long bufferBytes,
      long bufferMaxBytes,
      int points,
      Optional<String> houseFault,
      List<SinkState> sinks,
      List<SourceState> sources) {}

  /**
   * One source.
   *
   * @param fault why it brings nothing now
   * @param devicesFault why devices that it found are not in the house
   * @param lastError what went wrong last, also when all is well now
   * @param lastReadingAt when it last brought a reading that was taken
   * @param accepted readings taken since the start, as are the following
   * @param refused readings that were wrong
   * @param overrun readings that came faster than they could be taken
   * @param failures how often its connection was lost or could not be made
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record SourceState(
      String id,
      Optional<String> fault,
      Optional<String> devicesFault,
      Optional<SourceError> lastError,
      Optional<Instant> lastReadingAt,
      long accepted,
      long refused,
      long overrun,
      long failures) {}

  /** Something that went wrong. */
  record SourceError(Instant at, String reason) {}

  /**
   * One sink.
   *
   * @param backlogBytes how much waits for it; 0 when it has taken everything
   * @param fault why it does not take readings now
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record SinkState(String name, long backlogBytes, Optional<String> fault) {}

  private final Access access;
  private final DiskBuffer buffer;
  private final HouseModel house;
  private final List<Delivery> deliveries;
  private final List<SourceRunner> sources;

  StateRoutes(
      Access access,
      DiskBuffer buffer,
      HouseModel house,
      List<Delivery> deliveries,
      List<SourceRunner> sources) {
    this.access = access;
    this.buffer = buffer;
    this.house = house;
    this.deliveries = List.copyOf(deliveries);
    this.sources = List.copyOf(sources);
  }

  void add(HttpRouting.Builder routing) {
    routing.get(
        "/api/v1/state",
        (request, response) -> {
          access.require(request);
          Bodies.send(response, state());
        });
  }

  private State state() {
    return new State(
        buffer.bytes(),
        buffer.maxBytes(),
        house.known().map(it -> it.house().points().size()).orElse(0),
        house.fault(),
        deliveries.stream().map(Delivery::state).toList(),
        sources.stream().map(SourceRunner::state).toList());
  }
}
