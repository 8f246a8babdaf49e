package org.stillwatch.notifiers.email;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.core.notice.Secret;

/**
 * @param host of the mail server
 * @param port 587 for {@code starttls}, 465 for {@code tls}, 25 for {@code none}, when absent
 * @param security {@code starttls} when absent
 * @param user who logs in, with {@code password}; nobody when absent
 * @param from the sender: {@code Blue lab <lab@example.org>}
 * @param to the receivers
 * @param fingerprint of the server's certificate, SHA-256 in hexadecimal, for one that no known
 *     authority has signed; it alone is then accepted
 * @param zone in which times are written; UTC when absent
 * @param timeout for one attempt; 60 s when absent
 */
public record EmailSettings(
    String host,
    Optional<Integer> port,
    Optional<Security> security,
    Optional<String> user,
    Optional<Secret> password,
    String from,
    List<String> to,
    Optional<String> fingerprint,
    Optional<ZoneId> zone,
    Optional<Duration> timeout) {

  /** How the connection is kept from being read. */
  public enum Security {
    /** TLS after the greeting (RFC 3207); a server that does not offer it gets nothing. */
    STARTTLS(587),
    /** TLS from the first byte (RFC 8314). */
    TLS(465),
    /** None: for a relay within the laboratory; nobody logs in. */
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    int port() {
      return port;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
