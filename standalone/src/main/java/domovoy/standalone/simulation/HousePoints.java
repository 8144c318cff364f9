package domovoy.standalone.simulation;

import domovoy.core.PointId;

/** The points of the simulated house. */
final class HousePoints {
  static final PointId KITCHEN_TEMPERATURE = new PointId("kitchen.temperature");
  static final PointId KITCHEN_LEAK = new PointId("kitchen.leak");
  static final PointId KITCHEN_LIGHT = new PointId("kitchen.light");
  static final PointId LIVING_ROOM_TEMPERATURE = new PointId("living-room.temperature");
  static final PointId LIVING_ROOM_LIGHT = new PointId("living-room.light");
  static final PointId BEDROOM_TEMPERATURE = new PointId("bedroom.temperature");
  static final PointId BATHROOM_TEMPERATURE = new PointId("bathroom.temperature");
  static final PointId BATHROOM_HUMIDITY = new PointId("bathroom.humidity");
  static final PointId BATHROOM_FAN = new PointId("bathroom.fan");
  static final PointId MAIN_VALVE = new PointId("water.main-valve");
  static final PointId RELAY = new PointId("boiler-room.relay");
  static final PointId BOILER = new PointId("boiler-room.boiler");
  static final PointId POWER = new PointId("electricity.power");
  static final PointId OUTSIDE_TEMPERATURE = new PointId("outside.temperature");
  static final PointId SIMULATED_LEAK = new PointId("simulation.burst-pipe");
  static final PointId SIMULATED_SHOWER = new PointId("simulation.shower");

  private HousePoints() {}
}
