package org.stillwatch.cos.sag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.sag.GainSagTable.Extension;
import org.stillwatch.cos.sag.TableComparison.DateChange;
import org.stillwatch.cos.sag.TableComparison.Level;
import org.stillwatch.cos.sag.TableComparison.Presence;

class TableComparisonTest {
  private static final Region FIRST = new Region(56000, 800, 400, 8, 2, 8192);
  private static final Region FIRST_LATER = new Region(56001.5, 800, 400, 8, 2, 8192);
  private static final Region SECOND = new Region(56002, 808, 400, 8, 2, 8192);
  private static final Region THIRD = new Region(56003, 816, 400, 8, 2, 8192);

  @Test
  void fault18ExtensionsAreMatchedBySegmentAndLevelAndComparedInBothDirections() {
    var before =
        new GainSagTable(
            List.of(
                new Extension(Segment.FUVB, 163, List.of(FIRST, SECOND)),
                new Extension(Segment.FUVA, 163, List.of(THIRD)),
                new Extension(Segment.FUVA, 100, List.of(SECOND))));
    var after =
        new GainSagTable(
            List.of(
                new Extension(Segment.FUVA, 163, List.of(THIRD)),
                new Extension(Segment.FUVA, 178, List.of()),
                new Extension(Segment.FUVB, 163, List.of(FIRST_LATER, THIRD))));
    assertEquals(
        List.of(
            new Level(Segment.FUVA, 100, Presence.ONLY_OLD, List.of(SECOND), List.of(), List.of()),
            new Level(Segment.FUVA, 163, Presence.BOTH, List.of(), List.of(), List.of()),
            new Level(Segment.FUVA, 178, Presence.ONLY_NEW, List.of(), List.of(), List.of()),
            new Level(
                Segment.FUVB,
                163,
                Presence.BOTH,
                List.of(SECOND),
                List.of(THIRD),
                List.of(new DateChange(FIRST, FIRST_LATER)))),
        TableComparison.of(before, after).levels());
  }

  @Test
  void ofAPlaceThatStandsTwiceTheEarliestDateCounts() {
    var twice = new GainSagTable(List.of(extension(FIRST_LATER, FIRST)));
    var once = new GainSagTable(List.of(extension(FIRST)));
    assertTrue(TableComparison.of(twice, once).same());
  }

  @Test
  void theOtherWayRoundIsTheSameDifferenceReversed() {
    var random = new Random(9);
    for (int i = 0; i < 20; i++) {
      var one = table(random);
      var other = table(random);
      var there = TableComparison.of(one, other).levels();
      var back = TableComparison.of(other, one).levels();
      assertFalse(TableComparison.of(one, other).same());
      for (int at = 0; at < there.size(); at++) {
        assertEquals(there.get(at).onlyOld(), back.get(at).onlyNew());
        assertEquals(there.get(at).onlyNew(), back.get(at).onlyOld());
        assertEquals(there.get(at).dates().size(), back.get(at).dates().size());
      }
      assertTrue(TableComparison.of(one, one).same());
    }
  }

  @Test
  void theReportNamesEachDifference() {
    var before =
        new GainSagTable(
            List.of(
                new Extension(Segment.FUVA, 163, List.of(THIRD)),
                new Extension(Segment.FUVA, 167, List.of(THIRD)),
                new Extension(Segment.FUVB, 163, List.of(FIRST, SECOND))));
    var after =
        new GainSagTable(
            List.of(
                new Extension(Segment.FUVA, 163, List.of(THIRD)),
                new Extension(Segment.FUVB, 163, List.of(FIRST_LATER, THIRD))));
    assertEquals(
        """
        Gain-sag tables compared
        old: old_gsag.fits
        new: new_gsag.fits
        - only in the old table, + only in the new one, ~ with another date; LX LY DX DY DQ in native pixels, dates in MJD

        FUVA 163: the same
        FUVA 167: only in the old table, 1 region
          -    816   400   8   2   8192  56003.00000 (2012-03-17)
        FUVB 163: 1 removed, 1 added, 1 with another date
          -    808   400   8   2   8192  56002.00000 (2012-03-16)
          +    816   400   8   2   8192  56003.00000 (2012-03-17)
          ~    800   400   8   2   8192  56000.00000 (2012-03-14) -> 56001.50000 (2012-03-15)
        """,
        ComparisonReport.text(TableComparison.of(before, after), "old_gsag.fits", "new_gsag.fits"));
  }

  private static GainSagTable table(Random random) {
    return GainSagTable.of(Flagging.of(RandomMeasurements.of(random, 500)), Selection.UNFILTERED);
  }

  private static Extension extension(Region... regions) {
    return new Extension(Segment.FUVA, 163, List.of(regions));
  }
}
