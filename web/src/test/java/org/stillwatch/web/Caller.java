package org.stillwatch.web;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server what a script would ask. */
final class Caller implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final URI address;
  private final List<String> always;

  /**
   * @param always headers of every request, name after name
   */
  Caller(URI address, String... always) {
    this.address = address;
    this.always = List.of(always);
  }

  /** Shows a token with every request. */
  static Caller withToken(URI address, String token) {
    return new Caller(address, "Authorization", "Bearer " + token);
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).build());
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send(request(path, headers).POST(BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(20));
    var all = Stream.concat(always.stream(), Arrays.stream(headers)).toArray(String[]::new);
    return all.length > 0 ? request.headers(all) : request;
  }

  HttpResponse<String> postJson(String path, String body) {
    return post(path, body, "Content-Type", "application/json");
  }

  /** The JSON of a good answer. */
  JsonNode json(String path) {
    return parse(get(path));
  }

  JsonNode parse(HttpResponse<String> answer) {
    return json.readTree(answer.body());
  }

  String error(HttpResponse<String> answer) {
    return parse(answer).path("error").asString();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The status line that answers a request of exactly these lines. */
  String statusLine(List<String> lines) throws IOException {
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      var text = String.join("\r\n", lines) + "\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      var answer = new StringBuilder();
      for (int c = socket.getInputStream().read(); c >= 0 && c != '\r'; ) {
        answer.append((char) c);
        c = socket.getInputStream().read();
      }
      return answer.toString();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
