package domovoy.standalone.report;

import domovoy.core.Title;
import java.util.List;

/** What happened in a period, point by point. */
public record Report(Title title, Period period, List<Item> items) {}
