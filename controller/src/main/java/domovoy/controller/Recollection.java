package domovoy.controller;

import domovoy.controller.control.HouseControl;
import domovoy.controller.house.HouseModel;
import domovoy.core.Reading;
import domovoy.history.HistoryException;
import domovoy.history.HistoryReader;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up, after a start, what each point last was, so that no one looks at an empty house. */
final class Recollection implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Recollection.class);
  private static final int AT_ONCE = 100;

  private final HouseModel house;
  private final HouseControl control;
  private final HistoryReader history;

  Recollection(HouseModel house, HouseControl control, HistoryReader history) {
    this.house = house;
    this.control = control;
    this.history = history;
  }

  @Override
  public void run() {
    var found = new ArrayList<Reading>();
    try {
      for (var point : house.house().points().values()) {
        if (control.state(point.id()).isEmpty()) {
          history.latest(point).ifPresent(found::add);
        }
        if (found.size() == AT_ONCE) {
          control.recalled(List.copyOf(found));
          found.clear();
        }
      }
    } catch (HistoryException e) {
      LOG.info("the last readings are not looked up: {}", e.getMessage());
    }
    control.recalled(List.copyOf(found));
  }
}
