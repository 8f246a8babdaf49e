package org.stillwatch.link.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stillwatch.core.notice.Secret;

/** Questions to one server. Follows no redirects: what asks for a key gives it to no one else. */
public final class HttpLink implements AutoCloseable {

  /** The longest answer that is read, in bytes: 100,000 rows of three numbers are 5 MB. */
  static final long LARGEST = 32L << 20;

  private final URI server;
  private final Duration timeout;
  private final PinnedTrust trust;
  private final HttpClient client;

  /**
   * @param server such as {@code http://10.0.0.5:5001}; its path is the beginning of all paths
   * @param pinned the certificate that is accepted; without, those that the system trusts
   * @param timeout for a whole answer
   */
  public HttpLink(URI server, Optional<Fingerprint> pinned, Duration timeout) {
    var text = server.toString();
    this.server = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    this.timeout = timeout;
    this.trust = new PinnedTrust(pinned);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .sslContext(trust.context())
            .build();
  }

  /** The server as people may see it: no more than scheme, host and port. */
  public String shown() {
    return server.getScheme() + "://" + server.getAuthority();
  }

  /**
   * @param path with its query, from a slash
   */
  public Reply get(String path) {
    return ask(HttpRequest.newBuilder(uri(path)).GET().build());
  }

  /**
   * @param path with its query, from a slash
   * @param headers by name; never shown
   */
  public Reply get(String path, Map<String, Secret> headers) {
    var request = HttpRequest.newBuilder(uri(path)).GET();
    headers.forEach((name, value) -> request.header(name, value.reveal()));
    return ask(request.build());
  }

  /**
   * @param path with its query, from a slash
   */
  public Reply post(String path, String json) {
    return ask(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private URI uri(String path) {
    return URI.create(server + path);
  }

  private Reply ask(HttpRequest request) {
    var asked =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
    try {
      var answer = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply.Answer(
          answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      var cause = e.getCause();
      return new Reply.Failed(HttpWords.why(cause == null ? e : cause, server, trust));
    } catch (TimeoutException e) {
      asked.cancel(true);
      return new Reply.Failed(HttpWords.why(e, server, trust));
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      return new Reply.Failed("the question to " + shown() + " was broken off");
    }
  }

  HttpClient client() {
    return client;
  }

  PinnedTrust trust() {
    return trust;
  }

  URI server() {
    return server;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
