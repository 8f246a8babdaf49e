package org.stillwatch.cos.maps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.HighVoltage;
import org.stillwatch.cos.detector.Mjd;

/**
 * Which gain maps a total map is painted of, and how.
 *
 * @param level the high voltage that the map is for; empty: for all of them together
 * @param lowestHv no map of a lower level
 * @param highestHv no map of a higher one
 * @param start no map that starts earlier
 * @param end no map that starts later
 * @param scaled maps of other levels take part, their gain shifted to {@code level}
 */
public record Painting(
    OptionalInt level,
    int lowestHv,
    int highestHv,
    Mjd start,
    Mjd end,
    PaintRule rule,
    boolean scaled) {

  /** Gain that one step of high voltage adds (PHA bins). */
  private static final double GAIN_OF_A_STEP = 0.393;

  private static final int LOWEST_LEVEL = 142;
  private static final int HIGHEST_LEVEL = 178;

  private static final Mjd FIRST = new Mjd(55055);
  private static final Mjd LAST = new Mjd(70000);

  public Painting {
    if (scaled && level.isEmpty()) {
      throw new IllegalArgumentException("a scaled map needs a level to scale to");
    }
  }

  /** All maps of all known levels: {@code total_gain.fits}. */
  public static Painting all() {
    return new Painting(
        OptionalInt.empty(),
        HighVoltage.LOWEST,
        HighVoltage.HIGHEST,
        FIRST,
        LAST,
        PaintRule.GAIN,
        false);
  }

  /** All maps of one level: {@code total_gain_163.fits}. */
  public static Painting at(int hv) {
    return new Painting(OptionalInt.of(hv), hv, hv, FIRST, LAST, PaintRule.GAIN, false);
  }

  /** All maps, their gain shifted to one level: {@code total_gain_scaled_163.fits}. */
  public static Painting scaledTo(int hv) {
    return new Painting(
        OptionalInt.of(hv),
        HighVoltage.LOWEST,
        HighVoltage.HIGHEST,
        FIRST,
        LAST,
        PaintRule.GAIN,
        true);
  }

  /** The maps that are made as a rule: one of each level from 142 to 178, and that of all. */
  public static List<Painting> usual() {
    return Stream.concat(
            IntStream.rangeClosed(LOWEST_LEVEL, HIGHEST_LEVEL).mapToObj(Painting::at),
            Stream.of(all()))
        .toList();
  }

  public Painting between(Mjd first, Mjd last) {
    return new Painting(level, lowestHv, highestHv, first, last, rule, scaled);
  }

  /** Of the maps of these levels alone, with both. */
  public Painting ofLevels(int lowest, int highest) {
    return new Painting(level, lowest, highest, start, end, rule, scaled);
  }

  public Painting by(PaintRule other) {
    return new Painting(level, lowestHv, highestHv, start, end, other, scaled);
  }

  /** As headers and records say the level. */
  public String levelName() {
    return level.isPresent() ? String.valueOf(level.getAsInt()) : "ALL";
  }

  /** {@code total_gain_163.fits}, {@code total_gain.fits}. */
  public String fileName() {
    return "total_gain"
        + (scaled ? "_scaled" : "")
        + (level.isPresent() ? "_" + level.getAsInt() : "")
        + ".fits";
  }

  /** What was chosen, in words, for the record of how a product came to be. */
  public SortedMap<String, String> parameters() {
    var parameters = new TreeMap<String, String>();
    parameters.put("hv-level", levelName());
    parameters.put("hvmin", String.valueOf(lowestHv));
    parameters.put("hvmax", String.valueOf(highestHv));
    parameters.put("start", String.valueOf(start.days()));
    parameters.put("end", String.valueOf(end.days()));
    parameters.put("paint", rule.name());
    parameters.put("scaled", String.valueOf(scaled));
    return parameters;
  }

  /** Those that take part, oldest first; of one time by name. */
  public List<CciHeader> chosen(Iterable<CciHeader> ccis) {
    var chosen = new ArrayList<CciHeader>();
    for (var cci : ccis) {
      if (takes(cci)) {
        chosen.add(cci);
      }
    }
    chosen.sort(Comparator.comparingDouble(CciHeader::expstart).thenComparing(CciHeader::source));
    return chosen;
  }

  private boolean takes(CciHeader cci) {
    return cci.hvKnown()
        && cci.dethv() >= lowestHv
        && cci.dethv() <= highestHv
        && cci.expstart() >= start.days()
        && cci.expstart() <= end.days();
  }

  /** The gain that is painted for one of a map: 0 at least. */
  double shifted(double gain, CciHeader cci) {
    return scaled ? Math.max(0, gain - GAIN_OF_A_STEP * (cci.dethv() - level.orElseThrow())) : gain;
  }
}
