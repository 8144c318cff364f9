package domovoy.edge.driver.modbus;

import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** What the slaves hold, for servers of another maker. */
final class Image extends ReadWriteModbusServices {
  private final Map<Integer, ProcessImage> slaves =
      Map.of(1, new ProcessImage(), 2, new ProcessImage());

  @Override
  protected Optional<ProcessImage> getProcessImage(int unit) {
    return Optional.ofNullable(slaves.get(unit));
  }

  void holding(int unit, int address, int... words) {
    slaves
        .get(unit)
        .with(
            it ->
                it.writeHoldingRegisters(
                    map -> {
                      for (var i = 0; i < words.length; i++) {
                        map.put(address + i, bytes(words[i]));
                      }
                    }));
  }

  void input(int unit, int address, int... words) {
    slaves
        .get(unit)
        .with(
            it ->
                it.writeInputRegisters(
                    map -> {
                      for (var i = 0; i < words.length; i++) {
                        map.put(address + i, bytes(words[i]));
                      }
                    }));
  }

  void discrete(int unit, int address, boolean on) {
    slaves.get(unit).with(it -> it.writeDiscreteInputs(map -> map.put(address, on)));
  }

  boolean coil(int unit, int address) {
    return slaves.get(unit).get(it -> it.readCoils(map -> map.getOrDefault(address, false)));
  }

  int holding(int unit, int address) {
    return slaves
        .get(unit)
        .get(
            it ->
                it.readHoldingRegisters(
                    map ->
                        ByteBuffer.wrap(map.getOrDefault(address, new byte[2])).getShort()
                            & 0xFFFF));
  }

  private static byte[] bytes(int word) {
    return new byte[] {(byte) (word >>> Byte.SIZE), (byte) word};
  }
}
