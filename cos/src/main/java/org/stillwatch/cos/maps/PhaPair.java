package org.stillwatch.cos.maps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.Segment;

/**
 * The CCIs of both segments of one time, by the time in their names.
 *
 * @param time what stands before the segment in both names: {@code l_2017347120000}
 */
public record PhaPair(String time, CciHeader fuva, CciHeader fuvb) {

  /** {@code l_2017347120000_00_163_cci}: time, segment, level. */
  private static final Pattern NAME = Pattern.compile("(.+)_0[01]_[^_]+_cci");

  /**
   * The pairs that there are, and what has no partner.
   *
   * @param pairs by time
   * @param skipped by name
   */
  public record Pairing(List<PhaPair> pairs, List<Skipped> skipped) {}

  /**
   * A CCI that belongs to no pair.
   *
   * @param reason a clause that goes after its name
   */
  public record Skipped(String source, String reason) {}

  /** {@code l_2017347120000_phaimage_cci_phf.fits}. */
  public String fileName() {
    return time + "_phaimage_cci_phf.fits";
  }

  public static Pairing pair(Iterable<CciHeader> ccis) {
    var times = new TreeMap<String, List<CciHeader>>();
    var skipped = new ArrayList<Skipped>();
    for (var cci : ccis) {
      var name = NAME.matcher(cci.source());
      if (!name.matches()) {
        skipped.add(new Skipped(cci.source(), "has no time in its name"));
      } else if (!cci.hvKnown()) {
        skipped.add(new Skipped(cci.source(), "has no known high voltage"));
      } else {
        times.computeIfAbsent(name.group(1), time -> new ArrayList<>()).add(cci);
      }
    }
    var pairs = new ArrayList<PhaPair>();
    times.forEach(
        (time, all) -> {
          var fuva = of(Segment.FUVA, all);
          var fuvb = of(Segment.FUVB, all);
          if (fuva.size() == 1 && fuvb.size() == 1) {
            pairs.add(new PhaPair(time, fuva.getFirst(), fuvb.getFirst()));
          } else {
            var reason =
                "is one of %d of FUVA and %d of FUVB at its time, expected one of each"
                    .formatted(fuva.size(), fuvb.size());
            all.forEach(cci -> skipped.add(new Skipped(cci.source(), reason)));
          }
        });
    skipped.sort(Comparator.comparing(Skipped::source));
    return new Pairing(List.copyOf(pairs), List.copyOf(skipped));
  }

  private static List<CciHeader> of(Segment segment, List<CciHeader> ccis) {
    return ccis.stream().filter(cci -> cci.segment() == segment).toList();
  }
}
