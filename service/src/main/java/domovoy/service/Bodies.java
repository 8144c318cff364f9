package domovoy.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/** Reads request bodies within bounds and writes JSON. */
public final class Bodies {
  /**
   * How much of a body that is too large is taken and thrown away, in bytes, so that the sender
   * hears why: who is hung up on while sending only sees the connection break.
   */
  static final long MOST_DISCARDED = 256L << 20;

  private Bodies() {}

  /**
   * The body, unpacked when it is gzip.
   *
   * @param limit most bytes accepted, packed and unpacked
   * @throws ProblemException 413 when there is more, 400 when the gzip is broken
   */
  public static byte[] read(ServerRequest request, long limit) {
    var isTooLarge = request.headers().contentLength().orElse(0) > limit;
    try (InputStream stream = request.content().inputStream()) {
      var body =
          isTooLarge
              ? new byte[0]
              : stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limit + 1));
      if (isTooLarge || body.length > limit) {
        stream.skip(MOST_DISCARDED);
        throw Problem.tooLarge(limit).toException();
      }
      return body;
    } catch (IOException e) {
      throw broken(e);
    } catch (UncheckedIOException e) {
      throw broken(e.getCause());
    }
  }

  private static RuntimeException broken(IOException e) {
    return e instanceof ZipException || e instanceof EOFException
        ? new InvalidInputException("body", "whole gzip data", String.valueOf(e.getMessage()))
        : new UncheckedIOException(e);
  }

  public static String text(ServerRequest request, long limit) {
    return new String(read(request, limit), StandardCharsets.UTF_8);
  }

  /**
   * The body as a value.
   *
   * @throws InvalidInputException naming the field that is wrong
   */
  public static <T> T json(ServerRequest request, long limit, Class<T> type) {
    return json(read(request, limit), type);
  }

  /**
   * The bytes as a value.
   *
   * @throws InvalidInputException naming the field that is wrong
   */
  public static <T> T json(byte[] body, Class<T> type) {
    try {
      var value = Json.json().readValue(body, type);
      if (value == null) {
        throw new InvalidInputException("body", "a JSON value", "null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw Json.explain("body", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers 200 with the value as JSON. */
  public static void send(ServerResponse response, Object value) {
    send(response, Status.OK_200, value);
  }

  public static void send(ServerResponse response, Status status, Object value) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(bytes(value));
  }

  static void send(ServerResponse response, Problem problem) {
    response
        .status(Status.create(problem.status()))
        .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(bytes(problem));
  }

  public static byte[] bytes(Object value) {
    try {
      return Json.json().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
    }
  }
}
