package domovoy.edge.driver.i2c;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A chip that answers what a test has written down for what was sent last. */
final class ScriptedBus implements Bus {
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private String sent = "";
  private boolean closed;

  /** When these bytes were sent, those are received; both in hex. */
  ScriptedBus answer(String whenSent, String received) {
    answers.put(whenSent, received);
    return this;
  }

  /** From now on it does not answer that. */
  void forget(String whenSent) {
    answers.remove(whenSent);
  }

  @Override
  public void write(int... bytes) {
    var all = new byte[bytes.length];
    for (var index = 0; index < bytes.length; index++) {
      all[index] = (byte) bytes[index];
    }
    sent = HexFormat.of().formatHex(all);
  }

  @Override
  public byte[] read(int count) throws IOException {
    if (!answers.containsKey(sent)) {
      throw new IOException("the chip does not answer " + sent);
    }
    var bytes = HexFormat.of().parseHex(answers.get(sent));
    if (bytes.length < count) {
      throw new AssertionError("asked for %d bytes after %s".formatted(count, sent));
    }
    return Arrays.copyOf(bytes, count);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
