package domovoy.controller.api;

import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.control.Causes;
import domovoy.controller.control.HouseControl;
import domovoy.controller.house.HouseModel;
import domovoy.controller.live.LiveStream;
import domovoy.controller.nodes.Nodes;
import domovoy.controller.reflexes.Reflexes;
import domovoy.controller.rules.RuleLibrary;
import domovoy.controller.store.Audit;
import domovoy.history.HistoryReader;
import io.helidon.webserver.http.HttpRouting;
import java.time.InstantSource;
import java.util.List;

/** Everything under {@code /api/v1} but who people are, and the document that describes it. */
public final class Api implements Routes {
  private final List<Routes> parts;

  public Api(
      Access access,
      Audit audit,
      HouseModel house,
      HouseControl control,
      Nodes nodes,
      Causes causes,
      RuleLibrary rules,
      Reflexes reflexes,
      LiveStream live,
      HistoryReader history,
      InstantSource clock) {
    var acts = new Acts(audit, clock);
    parts =
        List.of(
            new HouseRoutes(access, house, acts),
            new PointRoutes(access, house, control, nodes, causes, history, acts, clock),
            new HistoryRoutes(access, house, history, clock),
            new IncidentRoutes(access, control, acts),
            new AlertRoutes(access, house, control, acts),
            new NodeRoutes(access, nodes, acts, clock),
            new RuleRoutes(access, house, control, rules, reflexes),
            new RuleEditRoutes(access, house, control, rules, acts),
            new BacktestRoutes(access, house, rules, history),
            new NoticeRoutes(access, control),
            new AutomationRoutes(access, control, acts, clock),
            new AuditRoutes(access, audit),
            new StreamRoutes(access, live),
            new OpenApiRoutes());
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    parts.forEach(it -> it.add(routing));
  }
}
