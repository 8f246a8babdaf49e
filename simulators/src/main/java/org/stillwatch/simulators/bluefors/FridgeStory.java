package org.stillwatch.simulators.bluefors;

import java.time.Duration;
import java.util.List;

/**
 * What happens to the simulated refrigerator, in hours of its own time since it was switched on.
 *
 * <table>
 * <caption>The story, which then begins again</caption>
 * <tr><th>hours</th><th>at 1600 times</th><th>what</th></tr>
 * <tr><td>0</td><td>0 s</td><td>room temperature; the pulse tube starts</td></tr>
 * <tr><td>1.8</td><td>4 s</td><td>50 K plate below 250 K</td></tr>
 * <tr><td>2.5 to 3.6</td><td>6 to 8 s</td><td>cooling water out above 29 degC, then below 27 degC</td></tr>
 * <tr><td>14 to 17</td><td>32 to 38 s</td><td>gauge P1 is switched off and its value freezes</td></tr>
 * <tr><td>20 to 22</td><td>45 to 50 s</td><td>the mixing chamber's sensor drops out and reads 0</td></tr>
 * <tr><td>26 to 27</td><td>59 to 61 s</td><td>the compressor's serial line is silent</td></tr>
 * <tr><td>33.2</td><td>75 s</td><td>condensing begins</td></tr>
 * <tr><td>40</td><td>90 s</td><td>base: 10 mK</td></tr>
 * <tr><td>44 to 52</td><td>99 to 117 s</td><td>mixing chamber below 7 mK, off its curve: T repeats, then stops</td></tr>
 * <tr><td>56</td><td>126 s</td><td>warm-up: the pulse tube stops</td></tr>
 * <tr><td>80</td><td>180 s</td><td>the end, at room temperature</td></tr>
 * </table>
 */
final class FridgeStory {

  static final Duration LENGTH = Duration.ofHours(80);
  static final double BASE_HOURS = 40;
  static final double CONDENSING_HOURS = 33.2;
  static final double WARM_UP_HOURS = 56;

  /** A stretch of the story, in hours; its end is not part of it. */
  record Span(double from, double to) {
    boolean holds(double hours) {
      return hours >= from && hours < to;
    }
  }

  /**
   * Switches that change together.
   *
   * @param on names of the switches that go on
   * @param off names of the switches that go off
   */
  record Turn(double hours, List<String> on, List<String> off) {}

  static final Span P1_OFF = new Span(14, 17);
  static final Span P1_OFF_WARM = new Span(60, 80);
  static final Span MXC_DROP_OUT = new Span(20, 22);
  static final Span MXC_OFF_CURVE = new Span(44, 52);

  /** As long as the software repeats the last temperature of a sensor that left its curve. */
  static final double MXC_REPEATED_HOURS = 3;

  static final Span COMPRESSOR_SILENT = new Span(26, 27);
  static final Span COOLING = new Span(0.05, WARM_UP_HOURS);
  static final Span CIRCULATING = new Span(CONDENSING_HOURS, WARM_UP_HOURS);
  static final Span STILL_HEATER = new Span(35.5, WARM_UP_HOURS);
  static final Span MXC_HEATER = new Span(56.1, 60);

  /** At one moment several turns may follow each other; each is a row of its own in the logs. */
  static final List<Turn> TURNS =
      List.of(
          new Turn(0.05, List.of("pulsetube"), List.of()),
          new Turn(0.2, List.of("hs-still"), List.of()),
          new Turn(0.2, List.of("hs-mc"), List.of()),
          new Turn(33.0, List.of(), List.of("hs-still", "hs-mc")),
          new Turn(CONDENSING_HOURS, List.of("scroll1", "v10"), List.of()),
          new Turn(CONDENSING_HOURS, List.of("turbo1", "v1", "v4"), List.of()),
          new Turn(CONDENSING_HOURS, List.of("v7", "v9"), List.of()),
          new Turn(35.5, List.of("ext"), List.of()),
          new Turn(WARM_UP_HOURS, List.of(), List.of("ext")),
          new Turn(WARM_UP_HOURS, List.of("v13"), List.of("v9", "turbo1", "pulsetube")),
          new Turn(56.25, List.of(), List.of("v1", "v4", "v7")),
          new Turn(56.25, List.of(), List.of("v10", "v13", "scroll1")));

  // Temperatures (K): the fall from room temperature within 33 h, condensing, base, warm-up.
  static final Curve PLATE_50K =
      Curve.logarithmic(
          0.2, 295, 1, 272, 2, 245, 4, 205, 8, 148, 12, 112, 16, 90, 20, 76, 24, 66, 28, 58, 33, 52,
          40, 48.2, 56, 48, 56.5, 77, 58, 160, 60, 227, 62, 254, 66, 278, 72, 290, 79, 295);
  static final Curve PLATE_4K =
      Curve.logarithmic(
          0.3, 295, 4, 285, 8, 230, 12, 140, 14, 90, 16, 48, 18, 22, 20, 10.5, 22, 5.8, 24, 4.3, 26,
          3.85, 28, 3.7, 33, 3.65, 40, 3.6, 56, 3.59, 56.1, 4, 57, 30, 58, 107, 60, 169, 62, 212,
          66, 258, 72, 287, 79, 295);
  static final Curve MAGNET =
      Curve.logarithmic(
          0.3, 295, 4, 287, 8, 240, 12, 155, 14, 104, 16, 60, 18, 29, 20, 14, 22, 7.6, 24, 5.2, 28,
          4.2, 33, 4, 40, 3.96, 56, 3.95, 56.2, 4.4, 57, 26, 58, 98, 60, 160, 62, 205, 66, 252, 72,
          284, 79, 295);
  static final Curve STILL =
      Curve.logarithmic(
          0.3, 295, 4, 290, 8, 262, 12, 200, 16, 105, 18, 60, 20, 30, 22, 15, 24, 8.5, 26, 6, 28,
          4.8, 30, 4.35, 33.2, 4.2, 33.6, 3, 34.3, 1.5, 35, 1.05, 36, 0.87, 40, 0.85, 56, 0.84,
          56.2, 2.5, 56.3, 4, 57, 20, 58, 83, 60, 140, 62, 183, 66, 237, 72, 280, 79, 295);
  static final Curve MXC =
      Curve.logarithmic(
          0.3, 295, 4, 291, 8, 266, 12, 208, 16, 115, 18, 68, 20, 36, 22, 18, 24, 9.5, 26, 6.2, 28,
          4.9, 30, 4.4, 33.2, 4.25, 33.8, 2, 34.5, 0.7, 35.5, 0.15, 36.5, 0.04, 37.5, 0.018, 38.5,
          0.0125, 40, 0.010, 43, 0.0088, 44, 0.007, 45, 0.0065, 48, 0.0063, 51, 0.0065, 52, 0.007,
          52.5, 0.0088, 56, 0.0092, 56.1, 0.1, 56.2, 1.5, 56.35, 4, 57, 18, 58, 80, 60, 138, 62,
          180, 66, 234, 72, 279, 79, 295);

  // Pressures (mbar): vacuum can, still, condensing line, backing, tank, service.
  static final List<Curve> PRESSURES =
      List.of(
          Curve.logarithmic(
              0, 5e-2, 1, 1e-2, 4, 8e-4, 12, 2e-5, 20, 4e-6, 33, 3e-6, 56, 2.9e-6, 58, 1e-3, 60,
              2e-2, 79, 5e-2),
          Curve.logarithmic(
              0, 6.9e-3, 33.2, 6.9e-3, 33.6, 0.6, 35, 0.08, 40, 2.9e-2, 56, 2.9e-2, 56.3, 4, 57,
              0.2, 60, 6.9e-3),
          Curve.logarithmic(
              0, 2.04, 33.2, 2.04, 33.6, 1500, 35, 610, 40, 369, 56, 369, 56.5, 40, 58, 2.04),
          Curve.logarithmic(
              0, 690, 33.2, 690, 33.6, 910, 35, 560, 40, 394, 56, 394, 57, 620, 58, 690),
          Curve.logarithmic(0, 757, 33.2, 757, 36, 7.34, 56, 7.3, 57, 420, 58.5, 757),
          Curve.logarithmic(0, 0.646, 33.2, 0.646, 33.4, 7.56, 56, 7.5, 58, 0.646));

  /** Flow of the mixture (mmol/s); what is left at rest is the offset of the meter. */
  static final Curve FLOW =
      Curve.linear(
          0, 0.003, 33.2, 0.003, 33.7, 2.1, 35, 1.2, 36, 1.5, 40, 1.52, 43, 1.5, 44, 0.9, 51, 0.88,
          52.5, 1.45, 56, 1.5, 56.3, 0.4, 56.6, 0.003);

  // Compressor: cooling water, oil and helium (degC), pressures (psi), motor current (A).
  static final Curve WATER_IN =
      Curve.linear(
          0, 16.5, 0.6, 17.4, 2.2, 17.5, 2.6, 20.4, 3, 22.1, 3.4, 19.2, 3.8, 17.6, 79, 16.5);
  static final Curve WATER_OUT =
      Curve.linear(
          0, 20, 0.6, 25.4, 2.2, 25.8, 2.6, 29.8, 3, 31.2, 3.4, 28.4, 3.8, 26, 56, 25.6, 56.6, 21,
          79, 20);
  static final Curve OIL = Curve.linear(0, 21.2, 1, 38.4, 56, 37.6, 58, 23, 79, 21.2);
  static final Curve HELIUM = Curve.linear(0, 19.5, 1, 62.5, 56, 61.8, 58, 22, 79, 19.5);
  static final Curve LOW_PSI = Curve.linear(0, 228.9, 0.3, 104, 24, 88, 56, 86, 56.2, 228.9);
  static final Curve HIGH_PSI = Curve.linear(0, 228.4, 0.3, 318, 24, 296, 56, 294, 56.2, 228.4);
  static final Curve CURRENT = Curve.linear(0, 0.24, 0.1, 24.1, 24, 22.3, 56, 22.1, 56.02, 0.24);

  private FridgeStory() {}
}
