package org.stillwatch.simulators.bluefors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.stillwatch.simulators.bluefors.FridgeModel.Compressor;
import org.stillwatch.simulators.bluefors.FridgeModel.Heater;
import org.stillwatch.simulators.bluefors.FridgeModel.State;

/** The rows of one build's log files, without their ends of line. */
final class BlueforsRows {

  private static final Pattern PADDED_EXPONENT = Pattern.compile("([eE][-+])0(\\d)");
  private static final double ZERO_CELSIUS_K = 273.15;

  private final Build build;

  BlueforsRows(Build build) {
    this.build = build;
  }

  /** A row of {@code CHn T}, {@code R} or {@code P}, in K, Ohm or W. */
  String sensor(String stamp, double value) {
    return blank() + stamp + "," + scientific(value);
  }

  String flow(String stamp, State state) {
    return blank() + stamp + "," + String.format(Locale.ROOT, "%.6f", state.flowMmolPerS());
  }

  String heaters(String stamp, State state) {
    return blank() + stamp + heater(state.mxcHeater()) + heater(state.stillHeater());
  }

  private String heater(Heater heater) {
    return "," + (heater.on() ? 1 : 0) + "," + twoDigits(heater.powerW());
  }

  String gauges(String stamp, State state) {
    var row = new StringBuilder(stamp).append(',');
    for (int i = 0; i < state.gauges().size(); i++) {
      var gauge = state.gauges().get(i);
      row.append("CH").append(i + 1).append(',');
      row.append("%-8s".formatted(build == Build.CLASSIC ? "P" + (i + 1) : "")).append(',');
      row.append(gauge.on() ? 1 : 0).append(',');
      row.append(build == Build.CLASSIC ? " " : "");
      row.append(twoDigits(gauge.pressureMbar())).append(',');
      row.append(gauge.on() ? 0 : 4).append(",1,"); // status 4 of the gauge controller: sensor off
    }
    return row.toString();
  }

  String switches(String stamp, SequencedMap<String, Boolean> positions) {
    var row = new StringJoiner(",");
    row.add(stamp);
    if (build == Build.CURRENT) {
      row.add("0"); // stands in every row; its meaning is not known
      positions.forEach((name, on) -> row.add(name).add(on ? "1" : "0"));
      return row.toString();
    }
    var names = List.copyOf(positions.sequencedKeySet());
    int v11 = names.indexOf("v11");
    for (int i = 0; i < names.size(); i++) {
      var name = names.get((v11 + i) % names.size());
      row.add(name).add(Boolean.TRUE.equals(positions.get(name)) ? "1" : "0");
    }
    return row.toString();
  }

  /** As many pairs as there are devices that answer. */
  String status(String stamp, State state) {
    var values = new LinkedHashMap<String, Double>();
    var scroll = state.scroll();
    double scrollSeconds = 4.32e7 + scroll.running().toSeconds();
    values.put("nxdsf", scroll.speedHz());
    values.put("nxdspt", scroll.on() ? 318.15 : 297.15);
    values.put("nxdsct", scroll.on() ? 315.15 : 297.15);
    values.put("nxdst", scrollSeconds);
    values.put("nxdsbs", scrollSeconds + 7.1e7);
    values.put("nxdstrs", scrollSeconds - 8e6);
    values.put("ctrl_pres_ok", 1.0);
    values.put("ctrl_pres", 1.0);
    state
        .compressor()
        .ifPresent(
            compressor -> {
              if (build == Build.CURRENT) {
                putCurrent(values, compressor, state);
              } else {
                putClassic(values, compressor, state);
              }
            });
    if (state.turbo().on()) {
      values.put("tc400actualspd", state.turbo().speedHz());
      values.put("tc400drvpower", state.turbo().powerW());
      values.put("tc400ovtempelec", 0.0);
      values.put("tc400ovtemppump", 0.0);
    }
    values.put("ctr_pressure_ok", 1.0);
    var row = new StringJoiner(",");
    row.add(stamp);
    values.forEach((key, value) -> row.add(key).add(scientific(value)));
    return row.toString();
  }

  private static void putCurrent(
      SequencedMap<String, Double> values, Compressor compressor, State state) {
    values.put("cpastate", compressor.running() ? (compressor.warnings() == 0 ? 3.0 : 4.0) : 0.0);
    values.put("cparun", compressor.running() ? 1.0 : 0.0);
    // the software writes its empty bit masks with a sign
    values.put("cpawarn", compressor.warnings() == 0 ? -0.0 : compressor.warnings());
    values.put("cpaerr", -0.0);
    values.put("cpatempwi", compressor.waterInDegC());
    values.put("cpatempwo", compressor.waterOutDegC());
    values.put("cpatempo", compressor.oilDegC());
    values.put("cpatemph", compressor.heliumDegC());
    values.put("cpalp", compressor.lowPsi());
    values.put("cpalpa", compressor.lowPsi());
    values.put("cpahp", compressor.highPsi());
    values.put("cpahpa", compressor.highPsi());
    values.put("cpadp", compressor.highPsi() - compressor.lowPsi());
    values.put("cpacurrent", compressor.currentA());
    values.put("cpahours", 5.3e7 + state.time().toSeconds());
    values.put("cpascale", 0.0);
    values.put("cpasn", 10001.0);
  }

  private static void putClassic(
      SequencedMap<String, Double> values, Compressor compressor, State state) {
    values.put("cptempwi", compressor.waterInDegC() + ZERO_CELSIUS_K);
    values.put("cptempwo", compressor.waterOutDegC() + ZERO_CELSIUS_K);
    values.put("cptempo", compressor.oilDegC() + ZERO_CELSIUS_K);
    values.put("cptemph", compressor.heliumDegC() + ZERO_CELSIUS_K);
    values.put("cpttime", 5.3e7 + state.time().toSeconds());
    values.put("cpavgl", compressor.lowPsi());
    values.put("cpavgh", compressor.highPsi());
  }

  /** Sensors that are off their curve; all share one row. */
  String errors(String stamp, List<Integer> channels) {
    var row = new StringJoiner(",");
    row.add(stamp);
    channels.forEach(channel -> row.add("Ch" + channel).add("T. UNDER"));
    return row.toString();
  }

  private String blank() {
    return build == Build.CLASSIC ? " " : "";
  }

  private String scientific(double value) {
    return build == Build.CLASSIC
        ? unpadded(String.format(Locale.ROOT, "%.6E", value))
        : String.format(Locale.ROOT, "%.6e", value);
  }

  private String twoDigits(double value) {
    var text = String.format(Locale.ROOT, "%.2e", value);
    return build == Build.CLASSIC ? unpadded(text) : text;
  }

  private static String unpadded(String number) {
    return PADDED_EXPONENT.matcher(number).replaceAll("$1$2");
  }
}
