package domovoy.controller.api;

import domovoy.controller.access.Caller;
import domovoy.controller.store.Audit;
import domovoy.controller.store.AuditRecord;
import domovoy.core.InvalidInputException;
import domovoy.core.Source;
import domovoy.core.TraceId;
import domovoy.service.Bodies;
import domovoy.service.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What callers do to the house, on the record: done or refused, each has its audit entry. */
final class Acts {
  private final Audit audit;
  private final InstantSource clock;

  Acts(Audit audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** Does it, answers with what came of it, and leaves a record either way. */
  void audited(
      Caller caller, String action, String target, Supplier<?> act, ServerResponse response) {
    var trace = TraceId.random();
    Object answer;
    try {
      answer = act.get();
    } catch (InvalidInputException | ProblemException e) {
      record(caller, action, target, AuditRecord.Result.REFUSED, e.getMessage(), trace);
      throw e;
    }
    record(caller, action, target, AuditRecord.Result.DONE, "", trace);
    Bodies.send(response, answer);
  }

  void record(
      Caller caller,
      String action,
      String target,
      AuditRecord.Result result,
      String detail,
      TraceId trace) {
    record(caller.source(), action, target, caller.from(), result, detail, trace);
  }

  void record(
      Source who,
      String action,
      String target,
      String from,
      AuditRecord.Result result,
      String detail,
      TraceId trace) {
    audit.append(
        new AuditRecord(clock.instant(), who, action, target, from, result, detail, trace));
  }

  /** The trace that the caller brings, or a new one. */
  static TraceId trace(ServerRequest request) {
    return request
        .headers()
        .value(HeaderNames.create("traceparent"))
        .flatMap(TraceId::fromTraceparent)
        .orElseGet(TraceId::random);
  }
}
