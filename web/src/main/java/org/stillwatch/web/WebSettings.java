package org.stillwatch.web;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where the page is served, and to whom.
 *
 * @param bind the address to listen on: {@code 127.0.0.1} serves this machine only, {@code 0.0.0.0}
 *     every network it is on
 * @param port 0 for any free one
 * @param users who may log in; without any, whoever is on this machine may do everything
 * @param publicUrl where people reach the page from elsewhere, as through a proxy
 * @param tls what the page proves itself with; with it only HTTPS is spoken
 */
public record WebSettings(
    String bind, int port, List<User> users, Optional<URI> publicUrl, Optional<TlsKey> tls) {

  /** The address of this machine alone. */
  public static final String LOOPBACK = "127.0.0.1";

  /**
   * @throws IllegalArgumentException with one sentence when the port is none, or when others than
   *     this machine would be served without any user
   */
  public WebSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "web: port " + port + " is no port; expected 0 (any free one) to 65535");
    }
    if (users.isEmpty() && !isLoopback(bind)) {
      throw new IllegalArgumentException(needsUsers(bind));
    }
    users = List.copyOf(users);
  }

  /** Without TLS. */
  public WebSettings(String bind, int port, List<User> users, Optional<URI> publicUrl) {
    this(bind, port, users, publicUrl, Optional.empty());
  }

  /** Serves this machine only. */
  public static WebSettings onLoopback(int port) {
    return new WebSettings(LOOPBACK, port, List.of(), Optional.empty());
  }

  public WebSettings withPort(int other) {
    return new WebSettings(bind, other, users, publicUrl, tls);
  }

  public WebSettings withUsers(User... some) {
    return new WebSettings(bind, port, List.of(some), publicUrl, tls);
  }

  public WebSettings withTls(TlsKey key) {
    return new WebSettings(bind, port, users, publicUrl, Optional.of(key));
  }

  /** Why an address cannot be listened on without users, in one sentence. */
  public static String needsUsers(String bind) {
    return "web: bind "
        + bind
        + " would let everyone on the network command this station; add 'users:' or leave 'bind'"
        + " out, which serves this machine only";
  }

  /** Whether only this machine can reach an address; a name other than localhost counts as open. */
  public static boolean isLoopback(String bind) {
    if (bind.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(bind.replaceAll("^\\[|]$", "")).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
