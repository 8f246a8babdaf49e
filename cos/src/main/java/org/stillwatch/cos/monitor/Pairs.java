package org.stillwatch.cos.monitor;

import java.util.List;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.figure.Extraction;
import org.stillwatch.cos.figure.MapPicture;
import org.stillwatch.cos.figure.SegmentMap;

/** What figures of both segments show of each. */
final class Pairs {
  private final Bench bench;
  private final int hv;

  Pairs(Bench bench, int hv) {
    this.bench = bench;
    this.hv = hv;
  }

  /**
   * A segment's map with the regions of a table.
   *
   * @throws CosProblem when there is no map of the level
   */
  SegmentMap of(Segment segment, ShownTable table) {
    return new SegmentMap(map(segment), table.regions(segment, hv), extractions(segment));
  }

  private MapPicture map(Segment segment) {
    return bench.total(hv).orElseThrow(() -> new CosProblem(bench.noTotal(hv))).of(segment);
  }

  private List<Extraction> extractions(Segment segment) {
    return bench.references().x1d().flatMap(file -> ExtractionBox.read(file, segment)).stream()
        .toList();
  }
}
