package org.stillwatch.notifiers.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stillwatch.core.notice.Attachment;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;

/**
 * The files of a message that a service takes, and the message without them. A file that is too
 * large is left out, which the text says; it stays with the message, so that its address is told.
 */
public record Enclosed(Message message, List<Attachment> files) {

  /**
   * @param most bytes of one file
   * @param together bytes of all files
   */
  public static Enclosed within(Message message, int most, int together) {
    var taken = new ArrayList<Attachment>();
    var left = new ArrayList<Attachment>();
    var text = new StringBuilder(message.notice().text());
    long bytes = 0;
    for (var file : message.files()) {
      int size = file.bytes().length;
      if (size <= most && bytes + size <= together) {
        taken.add(file);
        bytes += size;
      } else {
        left.add(file);
        text.append("\n").append(file.name()).append(" is left out: ").append(megabytes(size));
        text.append(" is more than is taken here");
      }
    }
    return new Enclosed(saying(message, text.toString()).with(left), List.copyOf(taken));
  }

  private static String megabytes(int bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static Message saying(Message message, String text) {
    var n = message.notice();
    var notice =
        new Notice(
            n.id(),
            n.time(),
            n.station(),
            n.kind(),
            n.severity(),
            n.title(),
            text,
            n.about(),
            n.rule(),
            n.late());
    return new Message(
        notice,
        message.sum(),
        message.possibleRepeat(),
        message.acknowledge(),
        message.whole(),
        message.table(),
        message.curve(),
        message.files());
  }
}
