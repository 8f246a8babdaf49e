package org.stillwatch.reports.page;

import java.time.Instant;
import java.util.List;

/**
 * A document, whatever file it becomes.
 *
 * @param title on its first page, and of the file
 * @param subtitle below it; may be empty
 * @param foot on every page of a file that has pages
 * @param made when, as the file says; not shown
 */
public record Document(
    String title, String subtitle, String foot, Instant made, List<Block> blocks) {
  public Document {
    blocks = List.copyOf(blocks);
  }

  /** A part of a document; line feeds in texts divide lines. */
  public sealed interface Block {

    /** The title of a section. */
    record Heading(String text) implements Block {}

    record Paragraph(String text) implements Block {}

    /** Names with what they stand for. */
    record Facts(List<Fact> facts) implements Block {
      public Facts {
        facts = List.copyOf(facts);
      }
    }

    /**
     * @param rows of as many texts as there are columns
     */
    record Table(List<Column> columns, List<List<String>> rows) implements Block {
      public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        int width = columns.size();
        if (rows.stream().anyMatch(row -> row.size() != width)) {
          throw new IllegalArgumentException("a row has not " + width + " texts");
        }
      }
    }

    /**
     * @param words what is in it, for readers who do not see it
     */
    record Picture(Drawing drawing, String words) implements Block {}
  }

  /** A name and what it stands for. */
  public record Fact(String name, String value) {}

  /**
   * A column of a table.
   *
   * @param share of the width of the table, beside those of the others
   */
  public record Column(String title, double share, boolean right) {
    public static Column left(String title, double share) {
      return new Column(title, share, false);
    }

    public static Column right(String title, double share) {
      return new Column(title, share, true);
    }
  }
}
