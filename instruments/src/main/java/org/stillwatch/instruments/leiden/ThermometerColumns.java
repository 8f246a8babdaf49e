package org.stillwatch.instruments.leiden;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.logfile.ChannelNames;

/**
 * The columns of {@code LogAVS} and {@code WarmUp} files: Date1, Date2, R0 to R9 (Ohm), T0 to T9
 * (mK), I0 to I3 (heater currents, unit not told).
 *
 * <p>A named thermometer has {@code mc-tt1810/resistance} and {@code mc-tt1810/temperature}, a
 * heater {@code still/current}; without a name {@code r6}, {@code t6}, {@code i2}. A T whose
 * calibration is "No Calibration" is no temperature and no channel. An uncalibrated {@code C_...}
 * is a capacitance and keeps its plain number.
 */
record ThermometerColumns(List<Column> columns) {

  static final int FIELDS = 26;

  private static final int FIRST_R = 2;
  private static final int FIRST_T = 12;
  private static final int FIRST_I = 22;

  enum Sort {
    RESISTANCE,
    CAPACITANCE,
    TEMPERATURE,
    CURRENT
  }

  /**
   * @param index place in the row from 0
   * @param quality of its measured values
   */
  record Column(int index, Channel channel, Sort sort, Quality quality) {}

  ThermometerColumns {
    columns = List.copyOf(columns);
  }

  static ThermometerColumns of(LeidenHead head, String instrument, Duration every) {
    var names = new ChannelNames();
    var columns = new ArrayList<Column>();
    for (int i = FIRST_R; i < FIELDS; i++) {
      var sort = i < FIRST_T ? Sort.RESISTANCE : i < FIRST_I ? Sort.TEMPERATURE : Sort.CURRENT;
      var label = field(head.labels(), i);
      var calibration = field(head.calibrations(), i);
      boolean calibrated =
          !calibration.isEmpty() && !calibration.toLowerCase(Locale.ROOT).equals("no calibration");
      if (sort == Sort.TEMPERATURE && head.hasHeader() && !calibrated) {
        continue;
      }
      if (sort == Sort.RESISTANCE && !calibrated && label.startsWith("C_")) {
        sort = Sort.CAPACITANCE;
      }
      var name =
          label.isEmpty()
              ? names.name(plainName(i))
              : sort == Sort.CAPACITANCE
                  ? names.name(label)
                  : names.name(label, sort.name().toLowerCase(Locale.ROOT));
      boolean unknown = sort == Sort.TEMPERATURE && !calibrated;
      var text = plainName(i).toUpperCase(Locale.ROOT) + (label.isEmpty() ? "" : " " + label);
      var unit =
          switch (sort) {
            case RESISTANCE -> Unit.OHM;
            case TEMPERATURE -> Unit.KELVIN;
            case CAPACITANCE, CURRENT -> Unit.NONE;
          };
      columns.add(
          new Column(
              i,
              Channel.number(
                  ChannelId.of(instrument, name),
                  unit,
                  unknown ? text + " (calibration unknown)" : text,
                  every),
              sort,
              unknown ? Quality.SUSPECT : Quality.GOOD));
    }
    return new ThermometerColumns(columns);
  }

  private static String plainName(int index) {
    return index < FIRST_T
        ? "r" + (index - FIRST_R)
        : index < FIRST_I ? "t" + (index - FIRST_T) : "i" + (index - FIRST_I);
  }

  private static String field(List<String> fields, int index) {
    return index < fields.size() ? fields.get(index) : "";
  }
}
