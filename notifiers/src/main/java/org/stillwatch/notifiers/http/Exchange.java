package org.stillwatch.notifiers.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.notifiers.text.Mask;

/**
 * Sends to one secret address and reads the answer, within a deadline for the whole exchange and a
 * bound on the answer's size. Redirects are not followed: a secret must not travel. Never throws
 * once it is made.
 */
public final class Exchange {

  /** For the whole exchange, unless the settings say otherwise. */
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(20);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
  private static final int BODY_BYTES = 64 * 1024;

  private final SecretAddress address;
  private final String method;
  private final Map<String, Secret> headers;
  private final Duration timeout;
  private final InstantSource clock;
  private final HttpClient client;

  /**
   * @param headers sent with each request, by name
   * @param timeout for the whole exchange
   * @param clock against which a date in {@code Retry-After} is taken
   * @throws IllegalArgumentException with one sentence, without secrets
   */
  public Exchange(
      SecretAddress address,
      String method,
      Map<String, Secret> headers,
      Duration timeout,
      InstantSource clock) {
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout is " + seconds(timeout) + "; expected more than 0 s and at most 300 s");
    }
    headers.forEach(Exchange::check);
    this.address = address;
    this.method = method;
    this.headers = Map.copyOf(headers);
    this.timeout = timeout;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  private static void check(String name, Secret value) {
    try {
      var _ = HttpRequest.newBuilder().header(name, value.reveal());
    } catch (IllegalArgumentException notShown) {
      throw new IllegalArgumentException(
          "header '"
              + name
              + "' cannot be sent; expected another name, and a value of visible characters on one"
              + " line (the value is a secret and not shown here)");
    }
  }

  /** The host of the address, and a sign that there is more: {@code hooks.slack.com/…}. */
  public String masked() {
    return address.masked();
  }

  /**
   * Sends, and says what became of it.
   *
   * @param judge what the answer of the service means
   */
  public Delivery deliver(Outgoing outgoing, Function<Answer.Said, Delivery> judge) {
    return switch (send(outgoing)) {
      case Answer.Silent(var why, boolean mayHaveArrived) ->
          new Delivery.TryLater(Optional.empty(), masked() + ": " + why, mayHaveArrived);
      case Answer.Said said -> judge.apply(said);
    };
  }

  /** The service did not take it, and may later. */
  public Delivery later(Answer.Said said) {
    return new Delivery.TryLater(said.retryAfter(), reason(said));
  }

  /** The service will never take it. */
  public Delivery refused(Answer.Said said) {
    return new Delivery.Refused(reason(said));
  }

  /**
   * What an answer means that lacks the service's own mark of success, by its status alone: one of
   * success is no success, but not for good either.
   */
  public Delivery withoutSuccess(Answer.Said said) {
    boolean unclear = said.status() >= 200 && said.status() < 300;
    return said.isTemporary() || unclear ? later(said) : refused(said);
  }

  private String reason(Answer.Said said) {
    return masked()
        + " answered "
        + said.status()
        + (said.shown().isEmpty() ? "" : ": " + said.shown());
  }

  public Answer send(Outgoing outgoing) {
    try {
      var body = new WatchedBody(outgoing.body());
      var request =
          HttpRequest.newBuilder(address.uri(outgoing.query()))
              .method(method, body)
              .setHeader("Content-Type", outgoing.type())
              .setHeader("User-Agent", "stillwatch");
      headers.forEach((name, value) -> request.setHeader(name, value.reveal()));
      outgoing.headers().forEach(request::setHeader);
      return await(request.build(), body, address.mask().and(outgoing.hidden()));
    } catch (RuntimeException notShown) {
      return new Answer.Silent("the request could not be made", false);
    }
  }

  private Answer await(HttpRequest request, WatchedBody body, Mask mask) {
    var response = client.sendAsync(request, head -> new BoundedBody(BODY_BYTES));
    try {
      return said(response.get(timeout.toNanos(), TimeUnit.NANOSECONDS), mask);
    } catch (TimeoutException late) {
      return new Answer.Silent("no answer within " + seconds(timeout), body.isSent());
    } catch (ExecutionException failed) {
      return new Answer.Silent(
          words(failed.getCause()), body.isSent() && !isBeforeTls(failed.getCause()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer.Silent("interrupted, since the station stops", body.isSent());
    } finally {
      response.cancel(true);
    }
  }

  private Answer said(HttpResponse<byte[]> response, Mask mask) {
    Optional<Duration> retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .flatMap(header -> RetryAfter.parse(header, clock.instant()));
    var body = new String(response.body(), StandardCharsets.UTF_8);
    return new Answer.Said(response.statusCode(), retryAfter, body, mask.excerpt(body));
  }

  /**
   * Whether TLS was never set up: the client hands a body to TLS before that is done. Anything else
   * that breaks, and a handshake that takes too long, may have been after it.
   */
  private static boolean isBeforeTls(@Nullable Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLHandshakeException) {
        return true;
      }
      // a server without TLS; the JDK has no type of its own for it
      if (cause instanceof SSLException
          && String.valueOf(cause.getMessage()).startsWith("Unsupported or unrecognized SSL")) {
        return true;
      }
    }
    return false;
  }

  /** In plain words; the messages of exceptions may quote the address or the answer. */
  private String words(@Nullable Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnresolvedAddressException unknown -> {
          return "host not found";
        }
        case UnknownHostException unknown -> {
          return "host not found";
        }
        case HttpConnectTimeoutException late -> {
          return "no connection within "
              + seconds(CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout);
        }
        case HttpTimeoutException late -> {
          return "no answer within " + seconds(timeout);
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

  private static String seconds(Duration duration) {
    return Numbers.plain(duration.toMillis() / 1000.0) + " s";
  }
}
