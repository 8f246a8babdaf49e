package org.stillwatch.stores.influx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Posts lines to one server, within a deadline for the whole exchange. Redirects are not followed:
 * a token must not travel. Never throws once it is made.
 */
final class WriteClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A server may name every line that it refused: no more of that is read. */
  private static final long BODY_BYTES = 4L << 20;

  /** Shorter ones are not worth the work. */
  private static final int ZIPPED_BYTES = 1024;

  private final InfluxServer server;
  private final Duration timeout;
  private final Answers answers;
  private final HttpClient client;

  /**
   * @param timeout for the whole of one request
   */
  WriteClient(InfluxServer server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
    this.answers = new Answers(server.secrets().toList());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT.compareTo(timeout) < 0 ? CONNECT : timeout)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * @param lines without their ends; none only asks whether the server would take any
   */
  Answer write(List<String> lines, Instant now) {
    var text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    var body = text.getBytes(StandardCharsets.UTF_8);
    boolean zip = body.length > ZIPPED_BYTES;
    var request =
        HttpRequest.newBuilder(server.write())
            .setHeader("Content-Type", "text/plain; charset=utf-8")
            .setHeader("User-Agent", "stillwatch")
            .POST(HttpRequest.BodyPublishers.ofByteArray(zip ? zipped(body) : body));
    if (zip) {
      request.setHeader("Content-Encoding", "gzip");
    }
    server.authorization().ifPresent(secret -> request.setHeader("Authorization", secret.reveal()));
    return send(request.build(), now);
  }

  private static byte[] zipped(byte[] body) {
    var out = new ByteArrayOutputStream(body.length / 4);
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return out.toByteArray();
  }

  private Answer send(HttpRequest request, Instant now) {
    var response =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES));
    try {
      return read(response.get(timeout.toNanos(), TimeUnit.NANOSECONDS), now);
    } catch (TimeoutException late) {
      return silent("no answer within " + timeout.toMillis() / 1000.0 + " s", true);
    } catch (ExecutionException failed) {
      return silent(words(failed.getCause()), false);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return silent("the station stops", false);
    } finally {
      response.cancel(true);
    }
  }

  private Answer read(HttpResponse<byte[]> response, Instant now) {
    return answers.read(
        response.statusCode(),
        response.headers().firstValue("Retry-After"),
        new String(response.body(), StandardCharsets.UTF_8),
        now);
  }

  private static Answer silent(String reason, boolean slow) {
    return new Answer.NotNow(reason, Optional.empty(), slow);
  }

  /** In plain words; the messages of exceptions may quote the request. */
  private static String words(@Nullable Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnresolvedAddressException unknown -> {
          return "host not found";
        }
        case UnknownHostException unknown -> {
          return "host not found";
        }
        case HttpConnectTimeoutException late -> {
          return "no connection within " + CONNECT.toSeconds() + " s";
        }
        case NoRouteToHostException unreachable -> {
          return "no route to the host";
        }
        case SSLException untrusted -> {
          return "no secure connection: the server's certificate or TLS version is not accepted";
        }
        default -> {
          // its cause may say more
        }
      }
    }
    return failure instanceof ConnectException
        ? "connection refused"
        : "the connection broke before the answer was complete";
  }

  /** Ends what is on its way. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
