package org.stillwatch.notifiers.text;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.notice.Message;

/**
 * All of a message below its title, in a service's markup and within its limit: what happened, the
 * table of readings, links to its files, where and when, the link to acknowledge. When it is too
 * long, first the table and then the text is cut, and the link to the whole stands where it was.
 */
public final class Body {

  private static final int SMALL_PRINT_LENGTH = 300;

  private final Message message;
  private final Markup markup;
  private final int room;
  private final String small;
  private final List<String> files;
  private final Optional<String> acknowledge;

  private Body(Message message, ZoneId zone, Markup markup, int room) {
    this.message = message;
    this.markup = markup;
    this.room = room;
    this.small = markup.small(Cut.toLength(Words.smallPrint(message, zone), SMALL_PRINT_LENGTH));
    this.files =
        message.files().stream()
            .flatMap(file -> file.address().map(page -> markup.link(file.name(), page)).stream())
            .toList();
    this.acknowledge = message.acknowledge().map(page -> markup.link(Words.ACKNOWLEDGE, page));
  }

  /**
   * @param room how much the service takes, as {@link Markup#size} counts
   */
  public static String of(Message message, ZoneId zone, Markup markup, int room) {
    return new Body(message, zone, markup, room).write();
  }

  private String write() {
    var text = Words.text(message);
    var table = Words.table(message);
    var everything = parts(markup.escaped(text), tableOf(table), Optional.empty());
    if (markup.size(everything) <= room) {
      return everything;
    }
    var whole = message.whole().map(page -> markup.link(Words.WHOLE, page));
    int left = room - markup.size(parts("", "", whole)) - markup.size(markup.between());
    int leastTable =
        table.isEmpty() ? 0 : markup.size(tableOf(Cut.MARK)) + markup.size(markup.between());
    var shownText =
        markup.escaped(
            Cut.fit(text, left - leastTable, piece -> markup.size(markup.escaped(piece))));
    left -= markup.size(shownText) + markup.size(markup.between());
    return parts(shownText, table.isEmpty() ? "" : rowsWithin(table, left), whole);
  }

  /** Whole rows alone: half a number would be another number. */
  private String rowsWithin(String table, int left) {
    var shown = "";
    var rows = new StringBuilder();
    for (var row : table.split("\n")) {
      shown = tableOf(rows + Cut.MARK);
      rows.append(row).append('\n');
      if (markup.size(tableOf(rows + Cut.MARK)) > left) {
        return shown;
      }
    }
    return tableOf(table);
  }

  private String tableOf(String lines) {
    return lines.isEmpty() ? "" : markup.table(lines);
  }

  private String parts(String text, String table, Optional<String> whole) {
    var parts = new ArrayList<>(List.of(text, table, whole.orElse("")));
    parts.addAll(files);
    parts.add(small);
    acknowledge.ifPresent(parts::add);
    parts.removeIf(String::isEmpty);
    return String.join(markup.between(), parts);
  }
}
