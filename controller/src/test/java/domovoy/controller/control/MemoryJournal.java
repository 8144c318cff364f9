package domovoy.controller.control;

import domovoy.alerting.EngineSnapshot;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.PointId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal that a second life of the house can be started from. */
final class MemoryJournal implements Journal {
  final Map<PointId, Claims> claims = new ConcurrentHashMap<>();
  final Map<String, Incident> incidents = new ConcurrentHashMap<>();
  final Map<Long, ShadowRecord> shadows = new ConcurrentHashMap<>();
  final Map<Long, Notice> notices = new ConcurrentHashMap<>();
  final List<String> records = new CopyOnWriteArrayList<>();
  volatile Optional<EngineSnapshot> memory = Optional.empty();

  Kept kept() {
    return new Kept(
        Map.copyOf(claims),
        List.copyOf(incidents.values()),
        memory,
        List.copyOf(shadows.values()),
        List.copyOf(notices.values()));
  }

  @Override
  public void keep(PointId point, Claims changed) {
    claims.put(point, changed);
  }

  @Override
  public void note(PointId point, Claims all) {
    // what was long ago is the store's
  }

  @Override
  public void forget(PointId point) {
    claims.remove(point);
  }

  @Override
  public void keep(Incident incident) {
    incidents.put(incident.id(), incident);
  }

  @Override
  public void keep(EngineSnapshot changed) {
    memory = Optional.of(changed);
  }

  @Override
  public void keep(ShadowRecord record) {
    shadows.put(record.number(), record);
  }

  @Override
  public void keep(Notice notice) {
    notices.put(notice.number(), notice);
  }

  @Override
  public void record(Command command, CommandResult result) {
    records.add(
        "%s %s=%s: %s"
            .formatted(
                command.source(),
                command.point(),
                command.value().map(Object::toString).orElse("none"),
                result.stage()));
  }
}
