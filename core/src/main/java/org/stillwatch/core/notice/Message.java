package org.stillwatch.core.notice;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a notifier is given to deliver: a notice, and what the receiver may want beside it. A
 * notifier shows as much of it as its service can.
 *
 * @param notice what happened; for a summary one that stands for all of {@code sum}, with a title
 *     and text of its own
 * @param sum the notices that this message sums up, in the order in which they happened; empty when
 *     it tells of one notice alone
 * @param possibleRepeat the service may have taken this message before without our learning of it
 * @param acknowledge a page that asks whether to acknowledge this alarm; anyone who has the address
 *     may, so it is shown to nobody but the receivers of the message
 * @param whole a page that shows the notice in full, for a text that had to be cut
 * @param table the latest readings of a set of channels, in order; empty when none were asked for
 * @param curve the last hours of the channel concerned, for a picture
 * @param files that go with it, such as the report of a run
 */
public record Message(
    Notice notice,
    List<Notice> sum,
    boolean possibleRepeat,
    Optional<URI> acknowledge,
    Optional<URI> whole,
    List<TableRow> table,
    Optional<Curve> curve,
    List<Attachment> files) {

  private static final String REPEAT = "Possible repeat: ";

  public Message {
    sum = List.copyOf(sum);
    table = List.copyOf(table);
    files = List.copyOf(files);
  }

  /** Without files. */
  public Message(
      Notice notice,
      List<Notice> sum,
      boolean possibleRepeat,
      Optional<URI> acknowledge,
      Optional<URI> whole,
      List<TableRow> table,
      Optional<Curve> curve) {
    this(notice, sum, possibleRepeat, acknowledge, whole, table, curve, List.of());
  }

  /** A notice alone. */
  public static Message of(Notice notice) {
    return new Message(
        notice, List.of(), false, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
  }

  /** The same with these files alone. */
  public Message with(List<Attachment> others) {
    return new Message(notice, sum, possibleRepeat, acknowledge, whole, table, curve, others);
  }

  /** The title as the receiver should read it: one that may have come before says so. */
  public String title() {
    return possibleRepeat ? REPEAT + notice.title() : notice.title();
  }

  /**
   * One channel of a table of readings.
   *
   * @param name of the channel
   * @param value with its unit; a dash and the reason when it has none
   */
  public record TableRow(String name, String value) {}
}
