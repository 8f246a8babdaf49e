package org.stillwatch.simulators.ppms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes a MultiVu {@code .dat} log row by row: Latin-1, CR LF. */
public final class MultiVuLogWriter {

  private static final DateTimeFormatter OPENED =
      DateTimeFormatter.ofPattern("M/d/yyyy,h:mm a", Locale.ENGLISH);

  private final Path file;

  private MultiVuLogWriter(Path file) {
    this.file = file;
  }

  /**
   * Starts a new file; one that is there is replaced.
   *
   * @param openedSeconds the machine's clock in the base of the time column
   * @param openedAt the wall clock at the same moment, written to the minute
   * @param labels of the columns behind comment and time
   */
  public static MultiVuLogWriter create(
      Path file, double openedSeconds, LocalDateTime openedAt, List<String> labels)
      throws IOException {
    var head =
        "[Header]\r\n"
            + "; written by Stillwatch's simulator\r\n"
            + "TITLE, PPMS Log Data File\r\n"
            + "FILEOPENTIME,"
            + String.format(Locale.ROOT, "%.2f", openedSeconds)
            + ","
            + OPENED.format(openedAt)
            + "\r\n"
            + "BYAPP, LogData, 1.1, 2.0\r\n"
            + "DATATYPE, TIME, 2\r\n"
            + "DATATYPE, COMMENT, 1\r\n"
            + "[Data]\r\n"
            + "Comment,Time Stamp (sec),"
            + String.join(",", labels)
            + "\r\n";
    Files.write(file, head.getBytes(StandardCharsets.ISO_8859_1));
    return new MultiVuLogWriter(file);
  }

  /** Appends a row; NaN is an empty field. */
  public void append(double seconds, double... values) throws IOException {
    var line = new StringBuilder(String.format(Locale.ROOT, ",%.2f", seconds));
    for (double value : values) {
      line.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
    }
    write(line.toString());
  }

  /** Appends a row that is a comment; commas become semicolons. */
  public void comment(double seconds, String text) throws IOException {
    write(text.replace(',', ';') + String.format(Locale.ROOT, ",%.2f", seconds));
  }

  private void write(String line) throws IOException {
    Files.write(
        file, (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.APPEND);
  }
}
