package org.stillwatch.web;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stillwatch.core.station.StationView;
import org.stillwatch.web.xmlrpc.AnswerWriter;
import org.stillwatch.web.xmlrpc.Asker;
import org.stillwatch.web.xmlrpc.CallReader;
import org.stillwatch.web.xmlrpc.Fault;
import org.stillwatch.web.xmlrpc.Latency;
import org.stillwatch.web.xmlrpc.Methods;

/**
 * Serves the clients of a high-voltage supply that speak XML-RPC, on a port of its own.
 * Connections, requests at once, bodies and times have bounds: one request too many is told so at
 * once, and nobody else waits for a client that is slow.
 */
public final class XmlRpcServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(XmlRpcServer.class);

  private static final int MOST_BODY_BYTES = 64 * 1024;
  private static final int MOST_REQUESTS = 256;
  private static final int MOST_CONNECTIONS = 1000;
  private static final int THREADS = 16;

  /** Within which a request must have come as a whole. */
  private static final Duration BODY = Duration.ofSeconds(5);

  private static final Duration IDLE = Duration.ofSeconds(10);

  /** When there is no room for more connections, those that do nothing end so soon. */
  private static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(1);

  /** A connection without any request for so long is ended, however busy it is. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Set<String> PATHS = Set.of("/", "/RPC2");

  private final XmlRpcSettings settings;
  private final RequestGuard guard;
  private final BasicAccess access;
  private final Methods methods;
  private final Latency latency = new Latency();
  private final Semaphore places = new Semaphore(MOST_REQUESTS);
  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("xml-rpc ", 0).factory());
  private final Map<EndPoint, Long> lastRequests = new ConcurrentHashMap<>();
  private final Server server;
  private final ServerConnector connector;

  private XmlRpcServer(StationView station, XmlRpcSettings settings) {
    this.settings = settings;
    guard =
        new RequestGuard(
            new WebSettings(settings.bind(), settings.port(), settings.users(), Optional.empty()));
    access = new BasicAccess(settings.users(), station::now);
    methods = new Methods(station, settings.instrument(), settings.maxStep(), settings.why());
    var threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("xml-rpc");
    server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(8 * 1024);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(RequestGuard.isWildcard(settings.bind()) ? "0.0.0.0" : settings.bind());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(MOST_CONNECTIONS);
    server.addConnector(connector);
    var limit = new NetworkConnectionLimit(MOST_CONNECTIONS, connector);
    limit.setEndPointIdleTimeout(IDLE_WHEN_FULL.toMillis());
    server.addBean(limit);
    server.setHandler(new Desk());
  }

  /**
   * Begins to serve; returns when the port is open.
   *
   * @throws WebUnavailable with one sentence for the user when the port cannot be had
   */
  public static XmlRpcServer start(StationView station, XmlRpcSettings settings) {
    var made = new XmlRpcServer(station, settings);
    try {
      made.server.start();
    } catch (Exception e) {
      made.close();
      throw new WebUnavailable(made.whyNot(e), e);
    }
    made.sweepLater();
    return made;
  }

  private String whyNot(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "xmlrpc: port %d of %s cannot be opened (%s); choose another port, or stop the program that has it"
        .formatted(settings.port(), settings.bind(), root.getMessage());
  }

  /** Where it listens. */
  public URI address() {
    var host =
        RequestGuard.isWildcard(settings.bind())
            ? "localhost"
            : RequestGuard.bracketed(settings.bind());
    return URI.create("http://" + host + ":" + connector.getLocalPort() + "/");
  }

  /** From when a request was there to when its answer was, for calls of {@code get}. */
  public Latency latency() {
    return latency;
  }

  /** Ends all connections. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The XML-RPC port did not close properly", e);
    }
    calls.shutdownNow();
  }

  private void sweepLater() {
    if (server.isRunning()) {
      var task =
          connector.getScheduler().schedule(this::sweep, LONGEST.toSeconds() / 4, TimeUnit.SECONDS);
    }
  }

  /** Who sends a byte now and then is never idle, and still keeps a place from others. */
  private void sweep() {
    long now = System.nanoTime();
    for (var connection : connector.getConnectedEndPoints()) {
      // first seen now, when it never asked for anything
      long last = lastRequests.computeIfAbsent(connection, fresh -> now);
      if (now - last > LONGEST.toNanos()) {
        connection.close();
      }
    }
    lastRequests.keySet().removeIf(connection -> !connection.isOpen());
    sweepLater();
  }

  private final class Desk extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      long begun = System.nanoTime();
      lastRequests.put(request.getConnectionMetaData().getConnection().getEndPoint(), begun);
      if (!places.tryAcquire()) {
        refuse(
            response,
            callback,
            new Refusal(
                503,
                MOST_REQUESTS + " requests are being answered already; try again in a second"));
        return true;
      }
      var leaving = Callback.from(callback, () -> places.release());
      try {
        admit(request);
      } catch (Refusal refusal) {
        refuse(response, leaving, refusal);
        return true;
      }
      var whole = new CompletableFuture<byte[]>();
      var answered =
          whole
              .orTimeout(BODY.toMillis(), TimeUnit.MILLISECONDS)
              .whenCompleteAsync(
                  (body, failure) -> {
                    if (failure == null) {
                      answer(request, response, leaving, body, begun);
                    } else {
                      refuse(response, leaving, incomplete(failure));
                    }
                  },
                  calls);
      new RequestBody(request, MOST_BODY_BYTES, whole).run();
      return true;
    }
  }

  private static Refusal incomplete(Throwable failure) {
    return switch (failure) {
      case TimeoutException late ->
          new Refusal(408, "the request did not come within " + BODY.toSeconds() + " s");
      case RequestBody.TooLarge large -> tooLarge();
      default -> new Refusal(400, "the request did not come as a whole");
    };
  }

  private static Refusal tooLarge() {
    return new Refusal(413, "the request is larger than " + MOST_BODY_BYTES + " bytes");
  }

  /** Refuses what does not concern us, before its body is read. */
  private void admit(Request request) {
    var host = header(request, HttpHeader.HOST);
    guard.checkHost(host, false);
    if (!PATHS.contains(Request.getPathInContext(request))) {
      throw new Refusal(404, "there is nothing here; XML-RPC is at / and /RPC2");
    }
    if (!request.getMethod().equals("POST")) {
      throw new Refusal(405, "XML-RPC is asked by POST");
    }
    guard.checkXml(
        header(request, HttpHeader.CONTENT_TYPE),
        header(request, HttpHeader.ORIGIN),
        host,
        Optional.ofNullable(request.getHeaders().get("Sec-Fetch-Site")));
    if (request.getLength() > MOST_BODY_BYTES) {
      throw tooLarge();
    }
  }

  private void answer(
      Request request, Response response, Callback callback, byte[] body, long begun) {
    Asker asker;
    try {
      asker = asker(request);
    } catch (Refusal refusal) {
      refuse(response, callback, refusal);
      return;
    }
    send(response, callback, 200, "text/xml", result(body, asker, begun));
  }

  private byte[] result(byte[] body, Asker asker, long begun) {
    try {
      var call = CallReader.read(body);
      var answer = AnswerWriter.answer(methods.call(call, asker));
      if (call.method().equals("get")) {
        latency.add(System.nanoTime() - begun);
      }
      return answer;
    } catch (Fault fault) {
      return AnswerWriter.fault(fault);
    } catch (RuntimeException e) {
      LOG.error("A call of XML-RPC could not be answered", e);
      return AnswerWriter.fault(Fault.internal());
    }
  }

  private Asker asker(Request request) {
    var address =
        request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
            ? remote.getAddress().getHostAddress()
            : "this machine";
    var login = header(request, HttpHeader.AUTHORIZATION);
    if (!settings.users().isEmpty() && login.isPresent()) {
      var user = access.user(login.get(), address);
      return asker(
          user.name(), user.role().allows(settings.most()) ? settings.most() : user.role());
    }
    if (!settings.loopback()) {
      throw BasicAccess.needed("nobody is logged in");
    }
    return asker("XML-RPC client at " + address, settings.most());
  }

  private static Asker asker(String name, Role role) {
    return new Asker(name, role.allows(Role.OPERATOR), role.allows(Role.EXPERT));
  }

  private static void refuse(Response response, Callback callback, Refusal refusal) {
    refusal.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    switch (refusal.status()) {
      case 405 -> response.getHeaders().put(HttpHeader.ALLOW, "POST");
      case 503 -> response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
      default -> {
        // nothing more to say
      }
    }
    // what is left of the request is not read
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    send(
        response,
        callback,
        refusal.status(),
        "text/plain; charset=utf-8",
        (refusal.sentence() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(
      Response response, Callback callback, int status, String type, byte[] bytes) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  private static Optional<String> header(Request request, HttpHeader header) {
    return Optional.ofNullable(request.getHeaders().get(header));
  }
}
