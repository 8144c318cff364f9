package domovoy.collector;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.core.Decoded;
import domovoy.core.InvalidInputException;
import domovoy.core.LineProtocol;
import domovoy.core.ReadingJson;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import domovoy.service.buffer.NotBufferedException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Takes readings over HTTP, as JSON and as line protocol. */
final class WriteRoutes {
  private static final String SOURCE = "http";
  private static final int KIB = 1024;

  /** Bodies in memory at the same time, in KiB: a body costs several times its size there. */
  private static final int ROOM = 24 * KIB;

  private static final int PATIENCE_SECONDS = 10;

  /**
   * Problem details of a body of which a part was refused.
   *
   * @param code as in InfluxDB's API, whose clients look for it
   * @param message the same as {@code detail}, where InfluxDB's clients look for it
   * @param accepted how many readings were taken
   * @param refused how many were not
   * @param faults what is wrong with the first of these
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record PartlyRefused(
      String type,
      String title,
      int status,
      String detail,
      String code,
      String message,
      long accepted,
      long refused,
      List<InvalidInputException.Fault> faults) {}

  private final Access access;
  private final Intake intake;
  private final Refusals refusals;
  private final long maxBody;
  private final Semaphore room = new Semaphore(ROOM, true);

  WriteRoutes(Access access, Intake intake, Refusals refusals, long maxBody) {
    this.access = access;
    this.intake = intake;
    this.refusals = refusals;
    this.maxBody = maxBody;
  }

  void add(HttpRouting.Builder routing) {
    routing.post("/api/v1/readings", this::readings);
    routing.post("/api/v2/write", this::lines);
    routing.get("/api/v1/refusals", this::lastRefused);
  }

  private void readings(ServerRequest request, ServerResponse response) {
    access.require(request);
    var receipt = take(request, ReadingJson::decode);
    if (receipt.refused() > 0) {
      refuse(response, "item", receipt);
      return;
    }
    Bodies.send(response, Map.of("accepted", receipt.accepted()));
  }

  /** {@code bucket} and {@code org} are taken and mean nothing here: there is one house. */
  private void lines(ServerRequest request, ServerResponse response) {
    access.require(request);
    var precision = LineProtocol.Precision.of(request.query().first("precision").orElse("ns"));
    var receipt = take(request, (body, out) -> LineProtocol.decode(body, precision, out));
    if (receipt.refused() > 0) {
      refuse(response, "line", receipt);
      return;
    }
    response.status(Status.NO_CONTENT_204).send();
  }

  private void lastRefused(ServerRequest request, ServerResponse response) {
    access.require(request);
    Bodies.send(response, refusals.last());
  }

  private Receipt take(ServerRequest request, BiConsumer<byte[], Consumer<Decoded>> decode) {
    var size = request.headers().contentLength().orElse(maxBody);
    var isPacked = request.headers().contains(HeaderNames.CONTENT_ENCODING);
    var need = (int) Math.min(ROOM, 1 + (isPacked ? maxBody : size) / KIB);
    enter(need);
    try {
      var reception =
          intake
              .begin(SOURCE)
              .orElseThrow(
                  () ->
                      Problem.unavailable("the house is not known yet; send again later")
                          .toException());
      decode.accept(Bodies.read(request, maxBody), reception);
      return reception.finish();
    } catch (NotBufferedException e) {
      throw Problem.unavailable(e.getMessage() + "; nothing was taken, send again later")
          .toException();
    } finally {
      room.release(need);
    }
  }

  private void enter(int need) {
    try {
      if (!room.tryAcquire(need, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw Problem.unavailable("too many bodies at the same time; send again later")
            .toException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("the collector is stopping").toException();
    }
  }

  private static void refuse(ServerResponse response, String item, Receipt receipt) {
    var faults =
        receipt.refusals().stream()
            .flatMap(
                refusal ->
                    refusal.faults().stream()
                        .map(it -> it.under("%s %d".formatted(item, refusal.number()))))
            .toList();
    var detail =
        "partial write: %d of %d readings refused, the others are kept; %s"
            .formatted(
                receipt.refused(), receipt.refused() + receipt.accepted(), faults.getFirst());
    var problem = Problem.of(400, "refused-readings", "Readings were refused", detail);
    response
        .status(Status.BAD_REQUEST_400)
        .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(
            Bodies.bytes(
                new PartlyRefused(
                    problem.type(),
                    problem.title(),
                    problem.status(),
                    detail,
                    "invalid",
                    detail,
                    receipt.accepted(),
                    receipt.refused(),
                    faults)));
  }
}
