package org.stillwatch.instruments.leiden;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.instruments.logfile.LineRecords;
import org.stillwatch.instruments.logfile.LogFormat;
import org.stillwatch.instruments.logfile.RowReader;
import org.stillwatch.link.file.RecordFormat;

/**
 * The logs of a Leiden Cryogenics fridge: {@code LogAVS*}, {@code WarmUp*} and {@code logFP*}, all
 * {@code .dat}.
 *
 * <p>Thermometer rows take their instant from the column of seconds since 1904 UTC (to 0.1 s),
 * front panel rows from local wall time. Rows of the files {@code _0} to {@code _9} of a run can
 * share an instant: the ordinal is 100 times that digit plus the row's place in its file.
 *
 * <p>Temperatures are given in K (the files have mK), and only where the header names a
 * calibration; a file without header has temperatures of quality SUSPECT. The front panel layout is
 * proven only on files made by the project's own writer; its columns name no units and get none.
 */
public final class LeidenLog implements LogFormat {

  private static final Pattern NAME =
      Pattern.compile("(?i)(?:.*/)?(logavs|warmup|logfp)[^/]*\\.dat");
  private static final Pattern SUFFIX = Pattern.compile("_([0-9])\\.[dD][aA][tT]$");

  private final String instrument;
  private final ZoneId zone;
  private final Duration every;
  private final LineRecords records = new LineRecords(LeidenHead::identityBytes);

  /**
   * @param instrument first part of the channel ids
   * @param zone of the wall clock that wrote the files
   * @param every how often a row is expected
   */
  public LeidenLog(String instrument, ZoneId zone, Duration every) {
    this.instrument = instrument;
    this.zone = zone;
    this.every = every;
  }

  @Override
  public boolean accepts(String file) {
    return NAME.matcher(file).matches();
  }

  /** Empty: the date in a name is that of a run's start, and runs go on over midnight. */
  @Override
  public Optional<LocalDate> day(String file) {
    return Optional.empty();
  }

  /** The files {@code _0} to {@code _9} of one stem. */
  @Override
  public String run(String file) {
    return SUFFIX.matcher(file).replaceFirst(".dat");
  }

  @Override
  public RecordFormat records(String file) {
    return records;
  }

  @Override
  public RowReader open(String file, byte[] head, String memory) {
    var read = LeidenHead.read(head);
    if (isFrontPanel(file)) {
      return new FrontPanelReader(
          read, FrontPanelReader.columns(read, instrument, every), zone, memory);
    }
    return new ThermometerReader(
        read,
        ThermometerColumns.of(read, instrument, every),
        zone,
        100 * suffixDigit(file),
        memory);
  }

  private static boolean isFrontPanel(String file) {
    return file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT).startsWith("logfp");
  }

  /** The digit of {@code _0.dat} to {@code _9.dat}; 0 for a file without. */
  private static int suffixDigit(String file) {
    var match = SUFFIX.matcher(file);
    return match.find() ? Integer.parseInt(match.group(1)) : 0;
  }
}
