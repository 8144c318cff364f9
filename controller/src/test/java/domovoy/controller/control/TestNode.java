package domovoy.controller.control;

import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.Reading;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands in for the lines to the nodes: takes down commands and answers as the test says. */
final class TestNode implements CommandSender {
  final List<Command> commands = new CopyOnWriteArrayList<>();
  volatile HouseControl control;
  volatile Function<Command, Optional<Delivery>> behaviour = TestNode::done;

  static Optional<Delivery> done(Command command) {
    return Optional.of(
        new Delivery.Answered(
            new CommandResult(
                command.id(),
                CommandResult.Stage.ACKNOWLEDGED,
                "done",
                Optional.empty(),
                command
                    .value()
                    .map(it -> Reading.good(command.point(), it, command.requested())))));
  }

  static Optional<Delivery> silent(Command command) {
    return Optional.empty();
  }

  static Optional<Delivery> away(Command command) {
    return Optional.of(new Delivery.Unreachable("nothing listens at http://node:8083"));
  }

  static Optional<Delivery> refusing(Command command) {
    return Optional.of(
        new Delivery.Answered(
            new CommandResult(
                command.id(),
                CommandResult.Stage.REFUSED,
                "off for less than its minimum",
                Optional.of("minimum-off"),
                Optional.empty())));
  }

  @Override
  public void send(String node, Command command) {
    commands.add(command);
    behaviour.apply(command).ifPresent(it -> control.delivered(command, it));
  }

  /** What the node was told, as point=value. */
  List<String> told() {
    return commands.stream()
        .map(it -> it.point() + "=" + it.value().map(Object::toString).orElse("none"))
        .toList();
  }
}
