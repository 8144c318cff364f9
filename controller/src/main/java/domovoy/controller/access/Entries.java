package domovoy.controller.access;

import domovoy.controller.store.Audit;
import domovoy.controller.store.AuditRecord;
import domovoy.core.Source;
import domovoy.core.TraceId;
import java.time.InstantSource;

/** The audit's entries about people and programs. */
final class Entries {
  private final Audit audit;
  private final InstantSource clock;

  Entries(Audit audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  void done(Caller who, String action, String target) {
    done(who.source(), who.from(), action, target);
  }

  void done(Source who, String from, String action, String target) {
    append(who, from, action, target, AuditRecord.Result.DONE, "");
  }

  void refused(Source who, String from, String action, String target, String why) {
    append(who, from, action, target, AuditRecord.Result.REFUSED, why);
  }

  private void append(
      Source who,
      String from,
      String action,
      String target,
      AuditRecord.Result result,
      String detail) {
    audit.append(
        new AuditRecord(
            clock.instant(), who, action, target, from, result, detail, TraceId.random()));
  }
}
