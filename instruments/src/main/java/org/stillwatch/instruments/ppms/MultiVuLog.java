package org.stillwatch.instruments.ppms;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.instruments.logfile.LineRecords;
import org.stillwatch.instruments.logfile.LogFormat;
import org.stillwatch.instruments.logfile.RowReader;
import org.stillwatch.link.file.RecordFormat;

/**
 * The {@code .dat} files of Quantum Design MultiVu. An empty field is missing, never 0; columns
 * that a short row does not reach are missing too; a row with more fields than headings is
 * unreadable. A row that holds nothing but a comment is passed over.
 *
 * <p>Times of files whose only date is {@code FILEOPENTIME} are right to a minute; see {@link
 * TimeBase}.
 */
public final class MultiVuLog implements LogFormat {

  private final String instrument;
  private final ZoneId zone;
  private final Duration every;
  private final LineRecords records = new LineRecords(MultiVuLog::identityBytes);

  /**
   * @param instrument first part of the channel ids
   * @param zone of the machine's wall clock
   * @param every how often a row is expected
   */
  public MultiVuLog(String instrument, ZoneId zone, Duration every) {
    this.instrument = instrument;
    this.zone = zone;
    this.every = every;
  }

  @Override
  public boolean accepts(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".dat");
  }

  /** Empty: MultiVu keeps one file for each log or measurement, not for each day. */
  @Override
  public Optional<LocalDate> day(String file) {
    return Optional.empty();
  }

  @Override
  public RecordFormat records(String file) {
    return records;
  }

  @Override
  public RowReader open(String file, byte[] head, String memory) {
    return new MultiVuRowReader(instrument, zone, every, head, memory);
  }

  /** Through the first row: headers of two logs of one machine may be alike. */
  private static int identityBytes(byte[] head) {
    return switch (MultiVuHead.read(head)) {
      case MultiVuHead.Rows rows -> {
        for (int i = rows.rowsAt(); i < head.length; i++) {
          if (head[i] == '\n') {
            yield i + 1;
          }
        }
        yield head.length >= MultiVuHead.MOST_BYTES ? MultiVuHead.MOST_BYTES : -1;
      }
      case MultiVuHead.Refused refused -> refused.bytes();
      case MultiVuHead.Incomplete _ -> -1;
    };
  }
}
