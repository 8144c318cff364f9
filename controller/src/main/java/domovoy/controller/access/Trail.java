package domovoy.controller.access;

import domovoy.controller.store.Audit;
import domovoy.controller.store.AuditRecord;
import domovoy.core.Source;
import domovoy.core.TraceId;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/** Leaves a record of what was done about access. */
final class Trail {
  private final Audit audit;
  private final InstantSource clock;

  Trail(Audit audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  void done(ServerRequest request, Source who, String action, String target, String detail) {
    record(request, who, action, target, AuditRecord.Result.DONE, detail);
  }

  void refused(ServerRequest request, Source who, String action, String target, String detail) {
    record(request, who, action, target, AuditRecord.Result.REFUSED, detail);
  }

  private void record(
      ServerRequest request,
      Source who,
      String action,
      String target,
      AuditRecord.Result result,
      String detail) {
    var trace =
        request
            .headers()
            .value(HeaderNames.create("traceparent"))
            .flatMap(TraceId::fromTraceparent)
            .orElseGet(TraceId::random);
    audit.append(
        new AuditRecord(
            clock.instant(), who, action, target, from(request), result, detail, trace));
  }

  /** The address at the other end of the connection. */
  static String from(ServerRequest request) {
    return request.remotePeer().address() instanceof InetSocketAddress address
            && address.getAddress() != null
        ? address.getAddress().getHostAddress()
        : request.remotePeer().host();
  }
}
