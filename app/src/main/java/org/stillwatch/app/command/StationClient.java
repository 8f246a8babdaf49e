package org.stillwatch.app.command;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.stillwatch.app.process.Trust;
import org.stillwatch.stores.sqlite.DataDirectory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a running station over HTTP. */
final class StationClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration COMMAND = Duration.ofSeconds(30);
  private static final Duration LONG_TIMEOUT = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI base;
  private final Optional<String> token;
  private final HttpClient http;

  private StationClient(URI base, Optional<String> token, HttpClient http) {
    this.base = base;
    this.token = token;
    this.http = http;
  }

  /**
   * Finds the running station: by {@code --url}, else {@code STILLWATCH_URL}, else the lock file in
   * the data folder. Where the station has users, {@code STILLWATCH_TOKEN} says who asks.
   *
   * @param environment with these variables
   */
  static StationClient find(Optional<String> url, Path data, Map<String, String> environment) {
    var address =
        url.or(() -> variable(environment, "STILLWATCH_URL")).or(() -> DataDirectory.address(data));
    if (address.isEmpty()) {
      throw new Failure(
          Failure.UNREACHABLE,
          "no station runs on the data folder "
              + data
              + "; start one with 'stillwatch run STATION.yaml', or name one with --url or"
              + " STILLWATCH_URL");
    }
    var http = Trust.client(environment, TIMEOUT);
    try {
      var uri = URI.create(address.get().replaceAll("/+$", ""));
      if (uri.getHost() == null) {
        throw new IllegalArgumentException("no host");
      }
      return new StationClient(uri, variable(environment, "STILLWATCH_TOKEN"), http);
    } catch (IllegalArgumentException e) {
      throw new Failure(
          Failure.USAGE,
          "'" + address.get() + "' is no address; expected one such as http://127.0.0.1:8080");
    }
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** The answer to a GET, as text. */
  String get(String path) {
    return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
  }

  /** The answer to a GET, as it is; it may take a while to be made. */
  byte[] bytes(String path) {
    return exchange(HttpRequest.newBuilder(URI.create(base + path)).GET(), LONG_TIMEOUT);
  }

  JsonNode json(String path) {
    return JSON.readTree(get(path));
  }

  /** The answer to a POST; a command waits for its turn and for the instrument. */
  JsonNode post(String path, String body) {
    return post(path, body, COMMAND);
  }

  /** Likewise, of what takes long. */
  JsonNode post(String path, String body, Duration timeout) {
    return JSON.readTree(
        exchange(
            HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)),
            timeout));
  }

  /** A name as a part of a path. */
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String send(HttpRequest.Builder request) {
    return new String(exchange(request, TIMEOUT), StandardCharsets.UTF_8);
  }

  private byte[] exchange(HttpRequest.Builder request, Duration timeout) {
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    try {
      var answer =
          http.send(request.timeout(timeout).build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 == 2) {
        return answer.body();
      }
      throw new Failure(
          exitCode(answer.statusCode()),
          // 502: it did what it was asked, and the instrument did not
          (answer.statusCode() == 502 ? "" : "the station refuses: ")
              + reason(answer)
              + (answer.statusCode() == 401
                  ? "; set STILLWATCH_TOKEN to the token of a user of the station"
                  : ""));
    } catch (HttpConnectTimeoutException e) {
      throw new Failure(Failure.UNREACHABLE, "the station at " + base + " does not answer");
    } catch (HttpTimeoutException e) {
      throw new Failure(
          Failure.UNREACHABLE,
          "the station at "
              + base
              + " did not answer within "
              + timeout.toSeconds()
              + " s; whether it did what it was asked is not known, its journal will say");
    } catch (SSLException e) {
      throw new Failure(Failure.UNREACHABLE, distrust(e));
    } catch (IOException e) {
      throw new Failure(Failure.UNREACHABLE, "the station at " + base + " does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(130, "interrupted");
    }
  }

  private String distrust(SSLException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "the station at "
        + base
        + " cannot be believed ("
        + root.getMessage()
        + "); set "
        + Trust.VARIABLE
        + " to a PEM file with the certificate of its authority, and use a name that its"
        + " certificate has";
  }

  /** What is asked wrongly is wrong usage; what cannot be done now (409) is a problem. */
  private static int exitCode(int status) {
    return status / 100 == 4 && status != 409 ? Failure.USAGE : Failure.PROBLEMS;
  }

  private static String reason(HttpResponse<byte[]> answer) {
    try {
      return JSON.readTree(answer.body()).path("error").asString("status " + answer.statusCode());
    } catch (RuntimeException e) {
      return "status " + answer.statusCode();
    }
  }

  URI address() {
    return base;
  }
}
