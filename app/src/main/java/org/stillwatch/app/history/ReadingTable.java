package org.stillwatch.app.history;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.reading.Channel;

/** Prints readings in one of the formats of {@code read}. */
public sealed interface ReadingTable {

  /**
   * One line.
   *
   * @param value as text; empty when missing
   * @param reason why it is missing; else empty
   */
  record Line(Channel channel, Instant time, String value, String quality, String reason) {}

  void begin(PrintWriter out);

  void line(PrintWriter out, Line line);

  /** CSV after RFC 4180 with the columns time, channel, value, unit, quality, reason. */
  record Csv() implements ReadingTable {
    @Override
    public void begin(PrintWriter out) {
      out.print("time,channel,value,unit,quality,reason\n");
    }

    @Override
    public void line(PrintWriter out, Line line) {
      out.append(line.time().toString())
          .append(',')
          .append(line.channel().id().text())
          .append(',')
          .append(line.value())
          .append(',')
          .append(quoted(line.channel().unit().symbol()))
          .append(',')
          .append(line.quality())
          .append(',')
          .append(quoted(line.reason()))
          .append('\n');
    }

    private static String quoted(String text) {
      return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
  }

  /** One JSON object a line. */
  record Json() implements ReadingTable {
    @Override
    public void begin(PrintWriter out) {}

    @Override
    public void line(PrintWriter out, Line line) {
      boolean number = !line.channel().hasStates();
      out.append("{\"time\":")
          .append(NoticeJson.string(line.time().toString()))
          .append(",\"channel\":")
          .append(NoticeJson.string(line.channel().id().text()))
          .append(",\"value\":")
          .append(
              line.value().isEmpty()
                  ? "null"
                  : number ? line.value() : NoticeJson.string(line.value()))
          .append(",\"unit\":")
          .append(NoticeJson.string(line.channel().unit().symbol()))
          .append(",\"quality\":")
          .append(NoticeJson.string(line.quality()))
          .append(",\"reason\":")
          .append(line.reason().isEmpty() ? "null" : NoticeJson.string(line.reason()))
          .append(",\"label\":")
          .append(NoticeJson.string(line.channel().label()))
          .append("}\n");
    }
  }

  /** A table for people, in wall-clock time of a zone. */
  record Table(ZoneId zone) implements ReadingTable {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Override
    public void begin(PrintWriter out) {
      out.printf("%-19s  %-32s  %14s %-8s %s%n", "time", "channel", "value", "unit", "");
    }

    @Override
    public void line(PrintWriter out, Line line) {
      out.printf(
          "%-19s  %-32s  %14s %-8s %s%n",
          TIME.format(line.time().atZone(zone)),
          line.channel().id(),
          line.value().isEmpty() ? "-" : line.value(),
          line.channel().unit(),
          line.value().isEmpty()
              ? line.reason()
              : line.quality().equals("good") ? "" : line.quality());
    }
  }
}
