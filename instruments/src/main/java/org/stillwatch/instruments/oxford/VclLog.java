package org.stillwatch.instruments.oxford;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.stillwatch.instruments.logfile.LogFormat;
import org.stillwatch.instruments.logfile.RowReader;
import org.stillwatch.link.file.RecordFormat;

/**
 * The VCL logs of an Oxford Instruments fridge. Row size, number of columns and labels come from
 * each file; times are UTC.
 *
 * <p>A thermometer that was never read (its reading time is 0 or before 1972), NaN, 0 K and 0 Ohm
 * are missing. Proven only on files made by the project's own writer.
 */
public final class VclLog implements LogFormat {

  private final String instrument;
  private final Duration every;
  private final VclRecords records = new VclRecords();

  /**
   * @param instrument first part of the channel ids
   * @param every how often a row is expected; 61 s on the fridges that this was made for
   */
  public VclLog(String instrument, Duration every) {
    this.instrument = instrument;
    this.every = every;
  }

  @Override
  public boolean accepts(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".vcl");
  }

  /** Empty: a file begins with each session of the fridge's program, not with each day. */
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
    return new VclRowReader(instrument, every, head, memory);
  }

  /** No: what is left behind the last whole row is part of a row. */
  @Override
  public boolean takesOpenEnd(String file) {
    return false;
  }
}
