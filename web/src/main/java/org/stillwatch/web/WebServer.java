package org.stillwatch.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.web.Endpoint.Answer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Serves the page and the HTTP interface of one station. */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** Nothing that may be sent to us is larger. */
  private static final long MOST_BODY_BYTES = 64 * 1024;

  private static final String JSON = "application/json";

  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private final PageFiles files = new PageFiles();
  private final Map<String, Set<String>> methods = new HashMap<>();
  private final WebSettings settings;
  private final RequestGuard guard;
  private final List<Endpoint> endpoints;
  private final LiveFeed live;
  private final Javalin javalin;

  private WebServer(StationView station, WebSettings settings) {
    this.settings = settings;
    guard = new RequestGuard(settings.bind());
    var showing = new Showing(station, json);
    endpoints = new ApiRoutes(station, showing).endpoints();
    for (var endpoint : endpoints) {
      paths(endpoint)
          .forEach(
              path ->
                  methods
                      .computeIfAbsent(path, p -> new TreeSet<>())
                      .add(endpoint.method().name()));
    }
    live = new LiveFeed(station, showing, json);
    javalin = Javalin.create(this::configure);
  }

  /**
   * Begins to serve; returns when the port is open.
   *
   * @throws WebUnavailable with one sentence for the user when the port cannot be had
   */
  public static WebServer start(StationView station, WebSettings settings) {
    var server = new WebServer(station, settings);
    try {
      server.javalin.start(
          RequestGuard.isWildcard(settings.bind()) ? "0.0.0.0" : settings.bind(), settings.port());
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw new WebUnavailable(server.whyNot(e), e);
    }
  }

  private String whyNot(Throwable failure) {
    // the words of the operating system lie deepest; those around it take every failure for a
    // port in use
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var message = String.valueOf(root.getMessage());
    if (message.contains("already in use")) {
      return "port %d of %s is in use by another program; choose another port or stop that program"
          .formatted(settings.port(), settings.bind());
    }
    if (message.contains("Permission denied")) {
      return "port %d may not be opened by this user; choose a port above 1023"
          .formatted(settings.port());
    }
    return "%s port %d cannot be opened (%s); choose an address of this machine, such as 127.0.0.1"
        .formatted(settings.bind(), settings.port(), message);
  }

  /** Where people find the page: {@code http://127.0.0.1:8080/}. */
  public URI address() {
    var host =
        RequestGuard.isWildcard(settings.bind())
            ? "localhost"
            : RequestGuard.bracketed(settings.bind());
    return URI.create("http://" + host + ":" + javalin.port() + "/");
  }

  /** Ends all live feeds, then closes the port. */
  @Override
  public void close() {
    live.close();
    javalin.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MOST_BODY_BYTES;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    var policy = files.contentSecurityPolicy();
    config.routes.before(ctx -> admit(ctx, policy));
    for (var endpoint : endpoints) {
      for (var path : paths(endpoint)) {
        switch (endpoint.method()) {
          case GET -> config.routes.get(path, ctx -> answer(ctx, endpoint));
          case POST -> config.routes.post(path, ctx -> answer(ctx, endpoint));
        }
      }
    }
    config.routes.get("/", ctx -> page(ctx, ""));
    config.routes.get("/<file>", ctx -> page(ctx, ctx.pathParam("file")));
    config.routes.exception(Refusal.class, (e, ctx) -> fail(ctx, e.status(), e.sentence()));
    config.routes.exception(
        StoreUnavailable.class, (e, ctx) -> fail(ctx, 503, String.valueOf(e.getMessage())));
    config.routes.exception(
        HttpResponseException.class,
        (e, ctx) -> fail(ctx, e.getStatus(), sentence(e.getStatus(), ctx)));
    config.routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("{} {} could not be answered", ctx.method(), ctx.path(), e);
          fail(ctx, 500, sentence(500, ctx));
        });
  }

  private static Set<String> paths(Endpoint endpoint) {
    var paths = new TreeSet<>(endpoint.aliases());
    paths.add(endpoint.path());
    return paths;
  }

  /** Refuses what does not concern us, before anything else looks at it. */
  private void admit(Context ctx, String policy) {
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Content-Security-Policy", policy);
    ctx.header("Cache-Control", "no-store");
    var host = header(ctx, "Host");
    guard.checkHost(host);
    var path = ctx.path().length() > 1 ? ctx.path().replaceFirst("/$", "") : ctx.path();
    var known = methods.get(path);
    var method = ctx.method().toString();
    boolean page = known == null && !path.equals("/api") && !path.startsWith("/api/");
    if (known == null && !page) {
      throw new Refusal(404, sentence(404, ctx));
    }
    var allowed = known == null ? Set.of("GET") : known;
    if (!allowed.contains(method.equals("HEAD") ? "GET" : method)) {
      ctx.header("Allow", String.join(", ", allowed));
      throw new Refusal(405, sentence(405, ctx));
    }
    if (method.equals("POST")) {
      guard.checkPost(
          header(ctx, "Content-Type"), header(ctx, "Origin"), host, header(ctx, "Sec-Fetch-Site"));
    }
  }

  private void answer(Context ctx, Endpoint endpoint) throws IOException {
    switch (endpoint.handler().answer(new ContextRequest(ctx))) {
      case Answer.Json(var value) ->
          ctx.status(endpoint.status()).contentType(JSON).result(json.writeValueAsBytes(value));
      case Answer.Text(int status, var type, var text) ->
          ctx.status(status)
              .contentType(type + "; charset=utf-8")
              .result(text.getBytes(StandardCharsets.UTF_8));
      case Answer.Events() -> events(ctx);
    }
  }

  private void events(Context ctx) throws IOException {
    if (live.full()) {
      throw new Refusal(
          503, "%d pages listen already; close some of them".formatted(LiveFeed.MOST_CLIENTS));
    }
    ctx.res().setContentType("text/event-stream;charset=utf-8");
    ctx.res().setHeader("X-Accel-Buffering", "no");
    try (var out = ctx.res().getOutputStream()) {
      live.serve(out);
    } catch (IOException e) {
      LOG.debug("A reader of the live feed has gone", e);
    }
  }

  private void page(Context ctx, String path) {
    var file = files.find(path).orElseThrow(() -> new Refusal(404, sentence(404, ctx)));
    ctx.header("Cache-Control", file.cacheControl());
    ctx.header("ETag", file.etag());
    if (header(ctx, "If-None-Match").filter(tags -> tags.contains(file.etag())).isPresent()) {
      ctx.status(304);
      return;
    }
    ctx.contentType(file.mediaType()).result(file.content());
  }

  private void fail(Context ctx, int status, String sentence) {
    ctx.status(status)
        .contentType(JSON)
        .result(json.writeValueAsBytes(new Shown.Failure(sentence)));
  }

  private static String sentence(int status, Context ctx) {
    return switch (status) {
      case 404 -> "there is nothing at " + ctx.path() + "; GET /openapi.json lists what there is";
      case 405 -> ctx.method() + " is not possible at " + ctx.path();
      case 413 -> "the request is larger than " + MOST_BODY_BYTES + " bytes";
      case 500 -> ctx.method() + " " + ctx.path() + " failed inside the station; its log says why";
      default -> ctx.method() + " " + ctx.path() + " cannot be answered (" + status + ")";
    };
  }

  private static Optional<String> header(Context ctx, String name) {
    return Optional.ofNullable(ctx.header(name));
  }

  private final class ContextRequest implements Request {
    private final Context ctx;

    ContextRequest(Context ctx) {
      this.ctx = ctx;
    }

    @Override
    public List<String> all(String parameter) {
      return ctx.queryParams(parameter).stream().filter(value -> value != null).toList();
    }

    @Override
    public <T extends Record> T body(Class<T> type) {
      try {
        var bound = json.readValue(ctx.bodyAsBytes(), type);
        if (bound == null) {
          throw Refusal.badRequest("the body is null; expected a JSON object");
        }
        return bound;
      } catch (JacksonException e) {
        throw Refusal.badRequest("the body cannot be used: " + firstLine(e.getOriginalMessage()));
      }
    }

    private static String firstLine(String text) {
      return text.lines().findFirst().orElse("expected a JSON object");
    }
  }
}
