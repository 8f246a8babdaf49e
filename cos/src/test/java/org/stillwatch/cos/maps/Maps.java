package org.stillwatch.cos.maps;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.product.Provenance;

/** Small gain maps. */
final class Maps {
  static final Provenance PROVENANCE =
      new Provenance(
          "map", Instant.parse("2025-12-31T23:59:59Z"), "1.0", List.of(), new TreeMap<>());

  private Maps() {}

  static CciHeader cci(String source, Segment segment, int hv, double expstart) {
    return new CciHeader(
        source,
        "FUV",
        segment,
        "TIME-TAG",
        expstart,
        expstart + 7,
        1000,
        3,
        100_000,
        hv,
        Optional.empty());
  }

  static CciHeader cci(Segment segment, int hv, double expstart) {
    return cci("l_%s_%s_%d_cci".formatted(expstart, segment.token(), hv), segment, hv, expstart);
  }

  /** One row, each superpixel with 100 events. */
  static GainMap map(CciHeader cci, double[] gain) {
    var counts = new int[gain.length];
    Arrays.fill(counts, 100);
    return map(cci, gain, counts);
  }

  /** One row. */
  static GainMap map(CciHeader cci, double[] gain, int[] counts) {
    return new GainMap(cci, gain.length, 1, gain, counts);
  }
}
