package domovoy.collector.source.poll;

import domovoy.collector.spi.Source;
import domovoy.core.Decoded;
import domovoy.core.InvalidInputException;
import domovoy.service.TokenFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An address that is asked over HTTP.
 *
 * @param url {@code http} or {@code https}
 * @param interval between questions, 1 s or more; a minute unless told otherwise
 * @param timeout for a whole answer; 10 s unless told otherwise
 * @param tokenFile a file of mode 0600 with a token for {@code Authorization: Bearer}
 */
record Target(URI url, Duration interval, Duration timeout, Optional<Path> tokenFile) {
  private static final int LARGEST = 8 << 20;
  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(1);
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

  Target {
    if (url == null
        || url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new InvalidInputException("url", "an address of http or https", String.valueOf(url));
    }
    interval = interval == null ? USUAL_INTERVAL : interval;
    timeout = timeout == null ? USUAL_TIMEOUT : timeout;
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new InvalidInputException("interval", "PT1S or more", interval.toString());
    }
    if (!timeout.isPositive()) {
      throw new InvalidInputException("timeout", "a duration above zero", timeout.toString());
    }
  }

  /** Makes readings of an answer. */
  @FunctionalInterface
  interface Decoder {
    List<Decoded> decode(byte[] body) throws IOException;
  }

  /** A source that asks this target. */
  Source source(String accept, Decoder decoder) {
    var asker = new Asker(this, accept);
    return new Polling(
        interval,
        new Polling.Question() {
          @Override
          public List<Decoded> ask() throws Exception {
            var body = asker.ask();
            return body.isEmpty() ? List.of() : decoder.decode(body.get());
          }

          @Override
          public void forget() {
            asker.forget();
          }
        });
  }

  /** Asks, telling the server what we have so that it need not send the same again. */
  private static final class Asker {
    private final Target target;
    private final String accept;
    private final HttpClient http;
    private Optional<String> tag = Optional.empty();
    private Optional<String> modified = Optional.empty();

    Asker(Target target, String accept) {
      this.target = target;
      this.accept = accept;
      this.http = HttpClient.newBuilder().connectTimeout(target.timeout()).build();
    }

    /** The next answer is wanted whole, whether it has changed or not. */
    void forget() {
      tag = Optional.empty();
      modified = Optional.empty();
    }

    /**
     * @return empty when nothing has changed
     */
    Optional<byte[]> ask() throws Exception {
      var request = HttpRequest.newBuilder(target.url()).header("Accept", accept).GET();
      target
          .tokenFile()
          .map(it -> TokenFile.read("token-file", it))
          .ifPresent(it -> request.header("Authorization", "Bearer " + it));
      tag.ifPresent(it -> request.header("If-None-Match", it));
      modified.ifPresent(it -> request.header("If-Modified-Since", it));
      var answer = send(request.build());
      return switch (answer.statusCode()) {
        case 200 -> {
          tag = answer.headers().firstValue("ETag");
          modified = answer.headers().firstValue("Last-Modified");
          yield Optional.of(answer.body());
        }
        case 304 -> Optional.empty();
        case 429, 503 ->
            throw new Polling.Busy(
                target.url().getHost() + " answers " + answer.statusCode(), pause(answer));
        default ->
            throw new IOException(target.url().getHost() + " answers " + answer.statusCode());
      };
    }

    private static Duration pause(HttpResponse<byte[]> answer) {
      return answer
          .headers()
          .firstValue("Retry-After")
          .filter(it -> it.matches("\\d{1,6}"))
          .map(it -> Duration.ofSeconds(Long.parseLong(it)))
          .orElse(Duration.ZERO);
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws Exception {
      var handler =
          HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST);
      var answer = http.sendAsync(request, handler);
      try {
        return answer.get(target.timeout().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new IOException(
            "%s does not answer within %s".formatted(target.url().getHost(), target.timeout()), e);
      } catch (ExecutionException e) {
        throw new IOException(
            "%s is not reached: %s".formatted(target.url().getHost(), e.getCause()), e.getCause());
      } finally {
        answer.cancel(true);
      }
    }
  }
}
