package domovoy.controller.control;

import domovoy.alerting.EngineSnapshot;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.PointId;

/** Where the loop's memory is kept. Nothing here blocks: what is given is written soon. */
public interface Journal {

  /** The claims on an actuator changed. */
  void keep(PointId point, Claims claims);

  /** Who claims an actuator now, those among them that only its node knows of. */
  void note(PointId point, Claims all);

  /** The actuator is no longer of the house. */
  void forget(PointId point);

  /** The incident was opened or changed. */
  void keep(Incident incident);

  /** What the rules know has changed. */
  void keep(EngineSnapshot memory);

  /** A rule in shadow would have done something. */
  void keep(ShadowRecord record);

  /** A rule has told people something. */
  void keep(Notice notice);

  /** A command that no person waits for has come to an end. */
  void record(Command command, CommandResult result);
}
