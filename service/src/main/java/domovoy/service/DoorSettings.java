package domovoy.service;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import domovoy.core.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a program listens for HTTP.
 *
 * @param host the address to bind; the loopback address unless told otherwise, so that nothing is
 *     open to the network by accident
 * @param port 1 to 65535, or 0 for any free one
 * @param maxBody the largest body accepted, in bytes, also after unpacking
 * @param tls the key and certificate to serve HTTPS with; empty: plain HTTP
 */
public record DoorSettings(String host, int port, long maxBody, Optional<Tls> tls) {
  public static final String LOOPBACK = "127.0.0.1";
  private static final long USUAL_MAX_BODY = 16L << 20;

  /**
   * A PKCS#12 file with the private key and its certificate.
   *
   * @param keystore the file
   * @param passwordFile a file of mode 0600 whose first line is its password
   */
  public record Tls(Path keystore, Path passwordFile) {}

  public DoorSettings {
    host = host.isBlank() ? LOOPBACK : host;
    maxBody = maxBody == 0 ? USUAL_MAX_BODY : maxBody;
    if (port < 0 || port > 65_535) {
      throw new InvalidInputException("port", "a port from 0 to 65535", Integer.toString(port));
    }
    if (maxBody < 1) {
      throw new InvalidInputException("max-body", "a number of bytes above 0", "" + maxBody);
    }
  }

  /** Reads them from a file, where all but the port may be left out. */
  @JsonCreator
  static DoorSettings of(
      @JsonProperty("host") Optional<String> host,
      @JsonProperty("port") Optional<Integer> port,
      @JsonProperty("max-body") Optional<Long> maxBody,
      @JsonProperty("tls") Optional<Tls> tls) {
    return new DoorSettings(
        host.orElse(LOOPBACK),
        port.orElseThrow(() -> new InvalidInputException("port", "a port from 0 to 65535", "")),
        maxBody.orElse(USUAL_MAX_BODY),
        tls);
  }

  public static DoorSettings loopback(int port) {
    return new DoorSettings(LOOPBACK, port, 0, Optional.empty());
  }

  /** Whether only programs on this machine can reach it. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }
}
