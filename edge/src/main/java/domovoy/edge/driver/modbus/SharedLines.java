package domovoy.edge.driver.modbus;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Serial lines by their port: the slaves on one share it, and the last to leave closes it. */
final class SharedLines {
  private final Map<String, Share> shares = new HashMap<>();

  private static final class Share {
    private final Wire wire;
    private int users;

    private Share(Wire wire) {
      this.wire = wire;
    }
  }

  /** The port's line, made when nobody has it yet. */
  synchronized Wire join(String port, Supplier<Wire> made) {
    var share = shares.computeIfAbsent(port, _ -> new Share(made.get()));
    share.users++;
    return new Wire() {
      @Override
      public byte[] ask(int unit, byte[] request) throws IOException, InterruptedException {
        return share.wire.ask(unit, request);
      }

      @Override
      public void close() {
        leave(port, share);
      }
    };
  }

  private synchronized void leave(String port, Share share) {
    if (--share.users == 0) {
      shares.remove(port);
      share.wire.close();
    }
  }
}
