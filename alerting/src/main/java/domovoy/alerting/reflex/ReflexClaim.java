package domovoy.alerting.reflex;

import domovoy.alerting.Explanation;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Slot;

/** A claim that a rule on the node holds now, and why. */
public record ReflexClaim(PointId point, Priority priority, Slot slot, Explanation explanation) {}
