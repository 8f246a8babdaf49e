package org.stillwatch.simulators.oxford;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The columns of fridges in the field, in order and spelling. Labels are not unique: a second
 * compressor has the labels of the first.
 */
public final class VclLabels {

  private VclLabels() {}

  /** A Triton: 61 columns, rows of 488 bytes. */
  public static List<String> triton() {
    var labels = first();
    Collections.addAll(
        labels,
        "P2 Condense (Bar)",
        "P1 Tank (Bar)",
        "P5 ForepumpBack (Bar)",
        "P3 Still (mbar)",
        "P4 TurboBack (mbar)",
        "Dewar (mbar)",
        "Input Water Temp",
        "Output Water Temp",
        "Helium Temp",
        "Oil Temp",
        "Motor Current");
    for (var thing :
        List.of("PT1 Plate", "PT2 Plate", "Still", "100mK Plate", "MC RuO2", "MC cernox")) {
      thermometer(labels, thing);
    }
    spare(labels, 6, 11);
    thermometer(labels, "Magnet");
    heaters(labels);
    turbo(labels);
    return labels;
  }

  /** A DR200: 64 columns, rows of 512 bytes. */
  public static List<String> dr200() {
    var labels = first();
    Collections.addAll(
        labels,
        "PressureM1Condense(Bar)",
        "PressureM3Tank(Bar)",
        "PressureFPSafety(Bar)",
        "Still (mbar)",
        "Forepump (mbar)",
        "Dewar (mbar)",
        "Input Water Temp",
        "Output Water Temp",
        "Helium Temp",
        "Oil Temp",
        "Motor Current");
    for (var thing :
        List.of(
            "4K Head X55749",
            "4K Plate X55750",
            "Still",
            "100mK Plate",
            "M/C X55751",
            "M/C RuO2",
            "Mag Top X48230",
            "Mag Bottom X52698",
            "70K Head PT100",
            "70K Plate PT100")) {
      thermometer(labels, thing);
    }
    spare(labels, 10, 15);
    Collections.addAll(labels, "Still heater (W)", "chamber heater (W)");
    return labels;
  }

  /** A Triton XL: 57 columns, rows of 456 bytes; thermometers have no reading times. */
  public static List<String> tritonXl() {
    var labels = first();
    Collections.addAll(
        labels,
        "P2 Condense (Bar)",
        "P1 Tank (Bar)",
        "P5 ForepumpBack (Bar)",
        "P3 Still (mBar)",
        "P4 TurboBack (mBar)",
        "Dewar (mBar)");
    compressor(labels);
    for (var thing :
        List.of(
            "PT2 Head",
            "PT2 Plate",
            "Still Plate",
            "Cold Plate",
            "MC Plate Cernox old",
            "PT1 Head old",
            "PT1 Plate old",
            "MC Plate RuO2 old",
            "MC Plate Cernox",
            "PT1 Head ",
            "PT1 Plate",
            "MC Plate RuO2",
            "Magnet")) {
      labels.add(thing + " T(K)");
      labels.add(thing + " R(Ohm)");
    }
    heaters(labels);
    compressor(labels);
    turbo(labels);
    return labels;
  }

  private static List<String> first() {
    return new ArrayList<>(List.of("LineSize(bytes)", "LineNumber", "Time(secs)"));
  }

  private static void thermometer(List<String> labels, String thing) {
    Collections.addAll(labels, thing + " t(s)", thing + " T(K)", thing + " R(Ohm)");
  }

  private static void spare(List<String> labels, int from, int to) {
    for (int i = from; i <= to; i++) {
      thermometer(labels, "chan[" + i + "]");
    }
  }

  private static void heaters(List<String> labels) {
    Collections.addAll(labels, "Still heater (W)", "chamber heater (W)", "IVC sorb heater (W)");
  }

  private static void compressor(List<String> labels) {
    Collections.addAll(
        labels,
        "Input Water Temp",
        "Output Water Temp",
        "Oil Temp",
        "Helium Temp",
        "Motor Current",
        "Low Pressure",
        "High Pressure");
  }

  private static void turbo(List<String> labels) {
    Collections.addAll(
        labels,
        "turbo current(A)",
        "turbo power(W)",
        "turbo speed(Hz)",
        "turbo motor(C)",
        "turbo bottom(C)");
  }
}
