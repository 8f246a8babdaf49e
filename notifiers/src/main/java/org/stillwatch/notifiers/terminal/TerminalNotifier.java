package org.stillwatch.notifiers.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Notifier;

/** Prints each notice on one line: severity, local time, title, text. */
public final class TerminalNotifier implements Notifier {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Appendable out;
  private final ZoneId zone;

  public TerminalNotifier(Appendable out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  @Override
  public Delivery deliver(Message message) {
    var notice = message.notice();
    var word =
        notice.kind() == Notice.Kind.CLEARED ? notice.kind().word() : notice.severity().word();
    var line =
        "%-8s  %s  %s%s  %s"
            .formatted(
                word.toUpperCase(Locale.ROOT),
                TIME.format(notice.time().atZone(zone)),
                notice.late() ? "(late) " : "",
                oneLine(message.title()),
                oneLine(notice.text()));
    try {
      out.append(line.stripTrailing()).append(System.lineSeparator());
      if (out instanceof PrintStream stream && stream.checkError()) {
        return new Delivery.TryLater(Optional.empty(), "the terminal cannot be written to");
      }
      return new Delivery.Delivered("printed");
    } catch (IOException notShown) {
      return new Delivery.TryLater(Optional.empty(), "the terminal cannot be written to");
    }
  }

  /** Also keeps an instrument's text from steering the terminal by escape sequences. */
  private static String oneLine(String text) {
    return text.strip().replaceAll("\\R", "; ").replaceAll("\\p{Cc}", " ");
  }
}
