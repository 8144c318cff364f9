package domovoy.controller.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.store.Audit;
import domovoy.controller.store.AuditRecord;
import domovoy.core.InvalidInputException;
import domovoy.service.Bodies;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** The audit, newest first, in pages. */
final class AuditRoutes implements Routes {
  /** An entry with the record's fields beside its place in the chain. */
  private record Entry(long number, @JsonUnwrapped AuditRecord record, String hash) {}

  private final Access access;
  private final Audit audit;

  AuditRoutes(Access access, Audit audit) {
    this.access = access;
    this.audit = audit;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/audit", this::page);
  }

  private void page(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.AUDIT);
    var limit = Parameters.number(request, "limit", 100, 1, 1_000);
    var before = Parameters.text(request, "before").map(AuditRoutes::number);
    Bodies.send(
        response,
        audit.newest(before, limit).stream()
            .map(it -> new Entry(it.number(), it.record(), it.hash()))
            .toList());
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new InvalidInputException("before", "the number of an entry", text);
    }
  }
}
