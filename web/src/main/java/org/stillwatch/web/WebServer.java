package org.stillwatch.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillwatch.core.station.StationView;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.web.Endpoint.Answer;
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
  private final Map<Pattern, Set<String>> methods = new LinkedHashMap<>();
  private final WebSettings settings;
  private final RequestGuard guard;
  private final Gate gate;
  private final AckPage ackPage;
  private final List<Endpoint> endpoints;
  private final LiveFeed live;
  private final Javalin javalin;

  private WebServer(StationView station, WebSettings settings, Offers offers) {
    this.settings = settings;
    guard = new RequestGuard(settings);
    gate = new Gate(settings.users(), station::now);
    ackPage = new AckPage(station);
    var showing = new Showing(station, json);
    endpoints = new ApiRoutes(station, showing, gate, offers).endpoints();
    for (var endpoint : endpoints) {
      for (var path : paths(endpoint)) {
        methods.put(pattern(path), Set.of(endpoint.method().name()));
      }
    }
    methods.put(pattern(AckPage.PATH), Set.of("GET", "POST"));
    live = new LiveFeed(station, showing, json);
    javalin = Javalin.create(this::configure);
  }

  /**
   * Begins to serve; returns when the port is open.
   *
   * @throws WebUnavailable with one sentence for the user when the port cannot be had
   */
  public static WebServer start(StationView station, WebSettings settings) {
    return start(station, settings, Offers.none());
  }

  /**
   * Likewise.
   *
   * @param offers what is offered beyond the station itself
   */
  public static WebServer start(StationView station, WebSettings settings, Offers offers) {
    var server = new WebServer(station, settings, offers);
    try {
      server.javalin.start(server.host(), settings.port());
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
            ? settings.tls().flatMap(WebServer::name).orElse("localhost")
            : RequestGuard.bracketed(settings.bind());
    return URI.create(
        (settings.tls().isPresent() ? "https://" : "http://") + host + ":" + javalin.port() + "/");
  }

  /** A name by which the certificate lets the page be reached. */
  private static Optional<String> name(TlsKey key) {
    return key.names().contains("localhost")
        ? Optional.empty()
        : key.names().stream().filter(name -> !name.startsWith("*")).findFirst();
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
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          // the name of a rule in a path may hold anything, percent-encoded
          http.setUriCompliance(UriCompliance.UNSAFE);
        });
    settings
        .tls()
        .ifPresent(key -> config.jetty.addConnector((jetty, http) -> tls(jetty, http, key)));
    config.jetty.modifyServletContextHandler(
        context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
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
    config.routes.get(AckPage.PATH, ctx -> ack(ctx, ackPage::ask));
    config.routes.post(
        AckPage.PATH,
        ctx ->
            ack(
                ctx,
                (token, address) ->
                    ackPage.acknowledge(
                        token,
                        address,
                        Optional.ofNullable(ctx.formParam("who")).orElse(""),
                        Optional.ofNullable(ctx.formParam("note")).orElse(""))));
    config.routes.get("/", ctx -> page(ctx, ""));
    config.routes.get("/<file>", ctx -> page(ctx, ctx.pathParam("file")));
    config.routes.exception(Refusal.class, (e, ctx) -> fail(ctx, e));
    config.routes.exception(
        StoreUnavailable.class,
        (e, ctx) -> fail(ctx, new Refusal(503, String.valueOf(e.getMessage()))));
    config.routes.exception(
        HttpResponseException.class,
        (e, ctx) -> fail(ctx, new Refusal(e.getStatus(), sentence(e.getStatus(), ctx))));
    config.routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("{} {} could not be answered", ctx.method(), shownPath(ctx), e);
          fail(ctx, new Refusal(500, sentence(500, ctx)));
        });
  }

  /** In place of the plain connector. Whether we are meant is for {@link RequestGuard} to say. */
  private Connector tls(Server jetty, HttpConfiguration http, TlsKey key) {
    var secure = new HttpConfiguration(http);
    secure.addCustomizer(new SecureRequestCustomizer(false));
    var keys = new SslContextFactory.Server();
    keys.setSslContext(key.context());
    var connector = new ServerConnector(jetty, keys, new HttpConnectionFactory(secure));
    connector.setHost(host());
    connector.setPort(settings.port());
    return connector;
  }

  private String host() {
    return RequestGuard.isWildcard(settings.bind()) ? "0.0.0.0" : settings.bind();
  }

  private static Set<String> paths(Endpoint endpoint) {
    var paths = new TreeSet<>(endpoint.aliases());
    paths.add(endpoint.path());
    return paths;
  }

  /** A path with {@code {names}} for parts that may be anything. */
  private static Pattern pattern(String path) {
    return Pattern.compile(
        Arrays.stream(path.split("\\{[a-z]+}", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]+")));
  }

  /** Everything that is served beside the page and the signed links. */
  List<Endpoint> endpoints() {
    return endpoints;
  }

  private Optional<Set<String>> methods(String path) {
    return methods.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(path).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Refuses what does not concern us, before anything else looks at it. */
  private void admit(Context ctx, String policy) {
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Content-Security-Policy", policy);
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Cache-Control", "no-store");
    boolean link = ctx.path().startsWith(AckPage.ROOT);
    var host = header(ctx, "Host");
    guard.checkHost(host, link);
    var path = ctx.path().length() > 1 ? ctx.path().replaceFirst("/$", "") : ctx.path();
    var known = methods(path);
    var method = ctx.method().toString();
    if (known.isEmpty() && (path.equals("/api") || path.startsWith("/api/"))) {
      throw new Refusal(404, sentence(404, ctx));
    }
    var allowed = known.orElse(Set.of("GET"));
    if (!allowed.contains(method.equals("HEAD") ? "GET" : method)) {
      ctx.header("Allow", String.join(", ", allowed));
      throw new Refusal(405, sentence(405, ctx));
    }
    if (method.equals("POST")) {
      var type = header(ctx, "Content-Type");
      var origin = header(ctx, "Origin");
      var site = header(ctx, "Sec-Fetch-Site");
      if (link) {
        guard.checkForm(type, origin, host, site);
      } else {
        guard.checkPost(type, origin, host, site);
      }
    }
  }

  private void answer(Context ctx, Endpoint endpoint) throws IOException {
    var credentials = credentials(ctx);
    var user =
        endpoint.needs().isPresent()
            ? Optional.of(gate.admit(credentials, endpoint.needs().get()))
            : gate.knownOrNobody(credentials);
    var request = new ContextRequest(ctx, json, credentials, user, gate.hasUsers());
    switch (endpoint.handler().answer(request)) {
      case Answer.Json(var value) ->
          ctx.status(endpoint.status()).contentType(JSON).result(json.writeValueAsBytes(value));
      case Answer.Session(var value, String id) -> {
        keep(ctx, id);
        ctx.status(endpoint.status()).contentType(JSON).result(json.writeValueAsBytes(value));
      }
      case Answer.Text(int status, var type, var text) ->
          ctx.status(status)
              .contentType(type + "; charset=utf-8")
              .result(text.getBytes(StandardCharsets.UTF_8));
      case Answer.Download(String name, var type, byte[] bytes, var policy) ->
          ctx.contentType(type)
              .header("Content-Security-Policy", policy)
              .header("Content-Disposition", "inline; filename=\"" + name + "\"")
              .result(bytes);
      case Answer.Events() -> events(ctx, () -> gate.known(credentials).isPresent());
    }
  }

  private Gate.Credentials credentials(Context ctx) {
    return new Gate.Credentials(
        header(ctx, "Authorization"), Optional.ofNullable(ctx.cookie(cookie())), ctx.ip());
  }

  /** Browsers share cookies between the ports of a machine; stations must not. */
  private String cookie() {
    return "stillwatch-" + javalin.port();
  }

  private void keep(Context ctx, String session) {
    boolean encrypted =
        settings.tls().isPresent()
            || header(ctx, "Origin").filter(o -> o.startsWith("https://")).isPresent();
    ctx.header(
        "Set-Cookie",
        "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
            .formatted(
                cookie(),
                session,
                session.isEmpty() ? 0 : Sessions.LENGTH.toSeconds(),
                encrypted ? "; Secure" : ""));
  }

  private static void ack(Context ctx, BiFunction<String, String, AckPage.Shown> page) {
    var shown = page.apply(ctx.pathParam("token"), ctx.ip());
    ctx.header("Content-Security-Policy", AckPage.CONTENT_SECURITY_POLICY);
    shown.headers().forEach(ctx::header);
    ctx.status(shown.status()).contentType("text/html; charset=utf-8").result(shown.html());
  }

  private void events(Context ctx, BooleanSupplier mayListen) throws IOException {
    if (live.full()) {
      throw new Refusal(
          503, "%d pages listen already; close some of them".formatted(LiveFeed.MOST_CLIENTS));
    }
    ctx.res().setContentType("text/event-stream;charset=utf-8");
    ctx.res().setHeader("X-Accel-Buffering", "no");
    try (var out = ctx.res().getOutputStream()) {
      live.serve(out, mayListen);
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

  private void fail(Context ctx, Refusal refusal) {
    refusal.headers().forEach(ctx::header);
    ctx.status(refusal.status())
        .contentType(JSON)
        .result(json.writeValueAsBytes(new Shown.Failure(refusal.sentence(), refusal.problems())));
  }

  /** A signed link is a secret: it stands in no log and no message. */
  private static String shownPath(Context ctx) {
    return ctx.path().startsWith(AckPage.ROOT) ? AckPage.ROOT + "..." : ctx.path();
  }

  private static String sentence(int status, Context ctx) {
    return switch (status) {
      case 404 ->
          "there is nothing at " + shownPath(ctx) + "; GET /openapi.json lists what there is";
      case 405 -> ctx.method() + " is not possible at " + shownPath(ctx);
      case 413 -> "the request is larger than " + MOST_BODY_BYTES + " bytes";
      case 500 ->
          ctx.method() + " " + shownPath(ctx) + " failed inside the station; its log says why";
      default -> ctx.method() + " " + shownPath(ctx) + " cannot be answered (" + status + ")";
    };
  }

  private static Optional<String> header(Context ctx, String name) {
    return Optional.ofNullable(ctx.header(name));
  }
}
