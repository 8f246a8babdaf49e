package org.stillwatch.simulators.leiden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes {@code LogAVS} (thermometer) and {@code logFP} (front panel) files row by row. */
public final class LeidenLogWriter {

  /** Header of a fridge with a capacitance, two thermometers and a spare; five lines. */
  public static final String THERMOMETER_HEADER =
      "#\n\nDate1\tDate2\tR0\tR1\tR2\tR3\tR4\tR5\tR6\tR7\tR8\tR9"
          + "\tT0\tT1\tT2\tT3\tT4\tT5\tT6\tT7\tT8\tT9\tI0\tI1\tI2\tI3\n"
          + "Date(String)\tDate(Number)\tC_still\t3K\tMC\t\t\t\t\t\t\t"
          + "\tC_still\t3K\tMC\t\t\t\t\t\t\t\tStill\tMC\t\t\n"
          + "\t\tNo Calibration\tRuO2 10k\tCernox\tNo Calibration\t\t\t\t\t\t"
          + "\tNo Calibration\tRuO2 10k\tCernox\tNo Calibration\t\t\t\t\t\t\t\t\t\t\n";

  /** Two header lines of the front panel's log. */
  public static final String FRONT_PANEL_HEADER =
      "#\nDate\tP1\tP2\tP3\tP4\tP5\tP6\tP7\tFlow\tMG0\tMG1\tMG2\tMG3\tMG4\tMG5\tPT on\tW_in\tW_out"
          + "\tHe\tOil\tP_low\tP_high\tPT current\tState0\tState1\tState2\n";

  private static final long SECONDS_1904_TO_1970 = 2_082_844_800L;
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final Path file;
  private final ZoneId zone;

  private LeidenLogWriter(Path file, ZoneId zone) {
    this.file = file;
    this.zone = zone;
  }

  /**
   * Starts a new file; one that is there is replaced.
   *
   * @param header one of the headers above, or nothing: they are sometimes missing
   * @param zone of the local time that rows begin with
   */
  public static LeidenLogWriter create(Path file, String header, ZoneId zone) throws IOException {
    Files.writeString(file, header, StandardCharsets.ISO_8859_1);
    return new LeidenLogWriter(file, zone);
  }

  /**
   * Appends a row of thermometers.
   *
   * @param values R0 to R9 (Ohm), T0 to T9 (mK), I0 to I3; those not given are 0
   */
  public void thermometers(Instant time, double... values) throws IOException {
    double since1904 = time.toEpochMilli() / 1000.0 + SECONDS_1904_TO_1970;
    var line =
        new StringBuilder(DATE.format(time.atZone(zone)))
            .append('\t')
            .append(String.format(Locale.ROOT, "%.10fE+9", since1904 / 1e9));
    for (int i = 0; i < 24; i++) {
      double value = i < values.length ? values[i] : 0;
      line.append('\t')
          .append(
              Double.isFinite(value)
                  ? String.format(Locale.ROOT, "%.6E", value)
                  : Double.toString(value).replace("Infinity", "Inf"));
    }
    write(line);
  }

  /**
   * Appends a row of the front panel.
   *
   * @param values of the 25 columns behind the date; those not given are 0
   */
  public void frontPanel(Instant time, double... values) throws IOException {
    var line = new StringBuilder(DATE.format(time.atZone(zone)));
    for (int i = 0; i < 25; i++) {
      line.append('\t').append(i < values.length ? values[i] : 0.0);
    }
    write(line);
  }

  private void write(CharSequence line) throws IOException {
    Files.writeString(file, line + "\n", StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
  }
}
