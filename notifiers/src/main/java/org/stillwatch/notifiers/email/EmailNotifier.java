package org.stillwatch.notifiers.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.notifiers.email.EmailSettings.Security;
import org.stillwatch.notifiers.plot.CurvePicture;

/**
 * Sends a message to mailboxes. When the server takes it for some of them and asks to try others
 * later, the next attempt is for those alone.
 */
final class EmailNotifier implements Notifier {

  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  private final MailServer server;
  private final InternetAddress from;
  private final List<InternetAddress> to;
  private final ZoneId zone;

  /** Whose mailbox has the notice of this id already; the next notice clears it. */
  private String idUnderWay = "";

  private final Set<InternetAddress> settled = new HashSet<>();
  private final List<String> turnedAway = new ArrayList<>();

  EmailNotifier(EmailSettings settings, InstantSource clock) {
    var timeout = settings.timeout().orElse(USUAL_TIMEOUT);
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout is "
              + Numbers.plain(timeout.toMillis() / 1000.0)
              + " s; expected more than 0 s and at most 300 s");
    }
    if (settings.user().isPresent() != settings.password().isPresent()) {
      throw new IllegalArgumentException("user and password belong together; one is missing");
    }
    var security = settings.security().orElse(Security.STARTTLS);
    if (security == Security.NONE && settings.user().isPresent()) {
      throw new IllegalArgumentException(
          "a password must not be sent without TLS; expected security starttls or tls, or no user");
    }
    if (security == Security.NONE && settings.fingerprint().isPresent()) {
      throw new IllegalArgumentException("fingerprint is of no use with security none");
    }
    if (!settings.host().matches("[A-Za-z0-9._:\\[\\]-]+")) {
      throw new IllegalArgumentException(
          "host is '" + settings.host() + "'; expected the name of a mail server");
    }
    if (settings.to().isEmpty()) {
      throw new IllegalArgumentException("to is empty; expected one mail address or more");
    }
    from = address("from", settings.from());
    to = settings.to().stream().map(text -> address("to", text)).distinct().toList();
    zone = settings.zone().orElse(ZoneOffset.UTC);
    server = new MailServer(settings, security, timeout, clock);
  }

  private static InternetAddress address(String key, String text) {
    try {
      var address = new InternetAddress(text.strip(), true);
      boolean oneLine = text.chars().noneMatch(Character::isISOControl);
      if (oneLine && address.getAddress().contains("@") && !address.isGroup()) {
        address.setPersonal(address.getPersonal(), "UTF-8");
        return address;
      }
    } catch (AddressException | java.io.UnsupportedEncodingException none) {
      // said below
    }
    throw new IllegalArgumentException(
        key
            + " is '"
            + text.replaceAll("\\p{Cntrl}", " ")
            + "'; expected a mail address such as Blue lab <lab@example.org>");
  }

  @Override
  public Delivery deliver(Message message) {
    if (!message.notice().id().equals(idUnderWay)) {
      idUnderWay = message.notice().id();
      settled.clear();
      turnedAway.clear();
    }
    var open = to.stream().filter(address -> !settled.contains(address)).toList();
    if (open.isEmpty()) {
      settled.clear(); // it is asked for once more, to everyone
      turnedAway.clear();
      open = to;
    }
    var outcome = server.send(message, from, open, zone, CurvePicture.of(message, zone));
    settled.addAll(outcome.taken());
    settled.addAll(outcome.turnedAway());
    outcome.turnedAway().forEach(address -> turnedAway.add(address.getAddress()));
    return judge(outcome);
  }

  private Delivery judge(MailServer.Outcome outcome) {
    if (outcome.delivery() instanceof Delivery.Delivered(var receipt) && !turnedAway.isEmpty()) {
      // a mailbox that does not exist must not keep the notice from the others
      return new Delivery.Delivered(receipt + "; refused for " + String.join(", ", turnedAway));
    }
    return outcome.delivery();
  }
}
