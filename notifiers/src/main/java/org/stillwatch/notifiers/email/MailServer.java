package org.stillwatch.notifiers.email;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.notifiers.email.EmailSettings.Security;
import org.stillwatch.notifiers.text.Mask;

/**
 * One mail server, spoken to within a deadline for the whole conversation. Reply codes from 400 to
 * 499 pass, those from 500 on are for good (RFC 5321, section 4.2.1).
 */
final class MailServer {

  /**
   * What became of one letter.
   *
   * @param taken for these the server took it
   * @param turnedAway these it refuses for good, while others are left or were served
   */
  record Outcome(Delivery delivery, List<InternetAddress> taken, List<InternetAddress> turnedAway) {

    static Outcome of(Delivery delivery) {
      return new Outcome(delivery, List.of(), List.of());
    }
  }

  private final EmailSettings settings;
  private final Security security;
  private final Duration timeout;
  private final InstantSource clock;
  private final Session session;
  private final Mask mask;

  MailServer(EmailSettings settings, Security security, Duration timeout, InstantSource clock) {
    this.settings = settings;
    this.security = security;
    this.timeout = timeout;
    this.clock = clock;
    this.session = Session.getInstance(properties());
    this.mask = new Mask(settings.password().stream().map(Secret::reveal).toList());
  }

  private Properties properties() {
    var protocol = security == Security.TLS ? "mail.smtps." : "mail.smtp.";
    var properties = new Properties();
    for (var which : List.of("connectiontimeout", "timeout", "writetimeout")) {
      properties.put(protocol + which, Long.toString(timeout.toMillis()));
    }
    properties.put(protocol + "starttls.enable", "" + (security == Security.STARTTLS));
    properties.put(protocol + "starttls.required", "" + (security == Security.STARTTLS));
    properties.put(protocol + "auth", "" + settings.user().isPresent());
    properties.put(protocol + "sendpartial", "true");
    properties.put(protocol + "quitwait", "false");
    // a certificate that is known by its fingerprint needs no name
    properties.put(protocol + "ssl.checkserveridentity", "" + settings.fingerprint().isEmpty());
    settings
        .fingerprint()
        .ifPresent(
            hex -> properties.put(protocol + "ssl.socketFactory", PinnedCertificate.sockets(hex)));
    return properties;
  }

  Outcome send(
      Message message,
      InternetAddress from,
      List<InternetAddress> to,
      ZoneId zone,
      Optional<byte[]> png) {
    var transport = new WatchedTransport(session, security == Security.TLS);
    var conversation =
        new FutureTask<>(
            () -> {
              var letter = Letter.of(session, message, from, to, zone, clock.instant(), png);
              return converse(transport, letter, to);
            });
    var thread = Thread.ofVirtual().name("mail").start(conversation);
    try {
      return conversation.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return Outcome.of(later(transport, "no answer within " + seconds()));
    } catch (ExecutionException failed) {
      return Outcome.of(failure(transport, failed.getCause()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Outcome.of(later(transport, "interrupted, since the station stops"));
    } finally {
      thread.interrupt(); // which closes its socket
    }
  }

  private Outcome converse(WatchedTransport transport, Letter letter, List<InternetAddress> to)
      throws MessagingException {
    try {
      transport.connect(
          settings.host(),
          settings.port().orElse(security.port()),
          settings.user().orElse(null),
          settings.password().map(Secret::reveal).orElse(null));
      transport.sendMessage(letter, to.toArray(new Address[0]));
      return new Outcome(taken(transport), to, List.of());
    } catch (SendFailedException partly) {
      return judge(transport, partly);
    } finally {
      close(transport);
    }
  }

  private static void close(WatchedTransport transport) {
    try {
      transport.close();
    } catch (MessagingException gone) {
      // the letter's fate is known by now
    }
  }

  private Delivery taken(WatchedTransport transport) {
    return new Delivery.Delivered(mask.excerpt(transport.getLastServerResponse()));
  }

  /** The server refused some or all receivers, or the letter itself. */
  private Outcome judge(WatchedTransport transport, SendFailedException partly) {
    var taken = mailboxes(partly.getValidSentAddresses());
    var turnedAway = new ArrayList<InternetAddress>();
    var waiting = new ArrayList<String>();
    var words = new ArrayList<String>();
    for (@Nullable Exception next = partly;
        next instanceof MessagingException each;
        next = each.getNextException()) {
      if (each instanceof SMTPAddressFailedException one) {
        var said = one.getAddress().getAddress() + ": " + mask.excerpt(text(one));
        if (one.getReturnCode() >= 500) {
          turnedAway.add(one.getAddress());
          words.add(said);
        } else {
          waiting.add(said);
        }
      }
    }
    if (!waiting.isEmpty()) {
      return new Outcome(
          later(transport, "not now for " + String.join("; ", waiting)), taken, turnedAway);
    }
    if (!taken.isEmpty()) {
      return new Outcome(taken(transport), taken, turnedAway);
    }
    return Outcome.of(
        words.isEmpty()
            ? failure(transport, partly)
            : new Delivery.Refused(name() + " refused " + String.join("; ", words)));
  }

  private static List<InternetAddress> mailboxes(Address @Nullable [] addresses) {
    return addresses == null
        ? List.of()
        : Arrays.stream(addresses).map(InternetAddress.class::cast).toList();
  }

  private Delivery failure(WatchedTransport transport, @Nullable Throwable failure) {
    int code = transport.code();
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnknownHostException unknown -> {
          return later(transport, "host not found");
        }
        case NoRouteToHostException unreachable -> {
          return later(transport, "no route to the host");
        }
        case SocketTimeoutException late -> {
          return later(transport, "no answer within " + seconds());
        }
        case ConnectException refused -> {
          return later(transport, "connection refused");
        }
        case SSLException untrusted -> {
          return later(
              transport,
              "no secure connection: the server's certificate or TLS version is not accepted");
        }
        default -> {
          // its cause may say more
        }
      }
    }
    if (code >= 400 && code <= 599) {
      var said = "answered " + mask.excerpt(transport.getLastServerResponse());
      boolean login = failure instanceof AuthenticationFailedException;
      return code < 500
          ? later(transport, said)
          : new Delivery.Refused(name() + " " + said + (login ? " (the login was refused)" : ""));
    }
    if (text(failure).contains("STARTTLS is required")) {
      return later(
          transport,
          "it does not offer STARTTLS, so nothing was sent; if that is right for this server, set"
              + " security to tls or none");
    }
    if (failure instanceof AuthenticationFailedException) {
      return new Delivery.Refused(name() + " offers no way to log in that is known");
    }
    return later(transport, "the connection broke before the answer was complete");
  }

  private Delivery later(WatchedTransport transport, String why) {
    return new Delivery.TryLater(Optional.empty(), name() + ": " + why, transport.mayHaveArrived());
  }

  private String name() {
    return settings.host() + ":" + settings.port().orElse(security.port());
  }

  private static String text(@Nullable Throwable failure) {
    return failure == null ? "" : String.valueOf(failure.getMessage());
  }

  private String seconds() {
    return Numbers.plain(timeout.toMillis() / 1000.0) + " s";
  }
}
