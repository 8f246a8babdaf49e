package org.stillwatch.cos.sag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;

class GainSagTableTest {
  private static final Mjd TAB_DATE = new Mjd(Reference.TAB_DATE);

  @ParameterizedTest
  @EnumSource(RecoveryRule.class)
  void allFiveTablesAreThoseOfTheReference(RecoveryRule rule) {
    var measurements = Reference.measurements();
    var flags = Recovery.mark(Flagging.of(measurements), measurements, rule);
    var selections =
        Map.of(
            "regular_filtered", Selection.FILTERED,
            "blue_filtered", Selection.FILTERED.inBlue(),
            "unfiltered", Selection.UNFILTERED,
            "by_date_filtered", Selection.FILTERED.until(TAB_DATE),
            "by_date_unfiltered", Selection.UNFILTERED.until(TAB_DATE));
    selections.forEach(
        (name, selection) -> {
          var expected = Reference.table(rule, name);
          assertEquals(78, expected.size());
          assertEquals(expected, rows(GainSagTable.of(flags, selection)), name);
        });
  }

  @Test
  void fault17ExtensionsAreFuvaThenFuvbAtAllLevelsEvenWithoutAnyFlag() {
    var table = GainSagTable.of(List.of(), Selection.FILTERED);
    assertEquals(78, table.extensions().size());
    for (int i = 0; i < 78; i++) {
      var extension = table.extensions().get(i);
      assertEquals(i < 39 ? Segment.FUVA : Segment.FUVB, extension.segment());
      assertEquals(GainSagTable.LEVELS.get(i % 39), extension.hv());
      assertEquals(List.of(), extension.regions());
    }
    assertEquals(0, GainSagTable.LEVELS.get(0));
    assertEquals(100, GainSagTable.LEVELS.get(1));
    assertEquals(142, GainSagTable.LEVELS.get(2));
    assertEquals(178, GainSagTable.LEVELS.get(38));
  }

  @Test
  void fault4BothSegmentsKeepTheirRegionAtTheSamePlace() {
    var table =
        GainSagTable.of(
            List.of(
                flag(Segment.FUVA, 163, 700, 250, 56001), flag(Segment.FUVB, 163, 700, 250, 56000)),
            Selection.FILTERED);
    assertEquals(56001, regions(table, Segment.FUVA, 163).getFirst().date());
    assertEquals(56000, regions(table, Segment.FUVB, 163).getFirst().date());
  }

  @ParameterizedTest
  @CsvSource({
    "FUVA, 243, true", "FUVA, 244, false", "FUVA, 248, false", "FUVA, 249, true",
    "FUVB, 275, true", "FUVB, 276, false", "FUVB, 280, false", "FUVB, 281, true"
  })
  void aBlueTableLeavesOutRegionsAtTheBoundary(Segment segment, int y, boolean taken) {
    var flags = List.of(flag(segment, 163, 950, y, 56000));
    assertEquals(taken, has(flags, Selection.FILTERED.inBlue()));
    assertTrue(has(flags, Selection.FILTERED));
  }

  @Test
  void fault15TheRowToSpareOfABlueTableNeverDecidesAsBoundariesBeginAtAnOddRow() {
    for (var segment : Segment.values()) {
      for (int y = Flagging.FIRST_Y; y <= Flagging.LAST_Y; y++) {
        var flags = List.of(flag(segment, 163, 950, y, 56000));
        assertEquals(
            has(flags, Selection.FILTERED.inBlue()),
            has(flags, Selection.FILTERED.inBlue().withStrictBoundary()));
      }
    }
    var parameters = Selection.FILTERED.inBlue().withStrictBoundary().parameters();
    assertEquals("true", parameters.get("strict-boundary"));
  }

  @Test
  void fault34AnUnknownVoltageReachesNoTable() {
    for (int unknown : new int[] {-1, 999, -999}) {
      var table =
          GainSagTable.of(
              List.of(flag(Segment.FUVA, unknown, 700, 250, 56000)), Selection.UNFILTERED);
      assertTrue(table.extensions().stream().allMatch(e -> e.regions().isEmpty()));
    }
  }

  @Test
  void whatSaggedAtAHighVoltageIsSaggedAtAllLowerOnesNoLater() {
    var measurements = RandomMeasurements.of(new Random(5), 4000);
    for (var rule : RecoveryRule.values()) {
      var flags = Recovery.mark(Flagging.of(measurements), measurements, rule);
      for (var selection :
          List.of(
              Selection.FILTERED,
              Selection.UNFILTERED,
              Selection.FILTERED.inBlue(),
              Selection.UNFILTERED.until(new Mjd(55230)))) {
        var table = GainSagTable.of(flags, selection);
        for (var segment : Segment.values()) {
          for (int i = 1; i < GainSagTable.LEVELS.size(); i++) {
            var lower = dates(regions(table, segment, GainSagTable.LEVELS.get(i - 1)));
            var higher = dates(regions(table, segment, GainSagTable.LEVELS.get(i)));
            higher.forEach(
                (place, date) ->
                    assertTrue(lower.getOrDefault(place, Double.MAX_VALUE) <= date, place));
          }
        }
      }
    }
  }

  @Test
  void theOrderOfFlagsChangesNothing() {
    var random = new Random(6);
    var flags = new ArrayList<>(Flagging.of(RandomMeasurements.of(random, 4000)));
    var table = GainSagTable.of(flags, Selection.UNFILTERED);
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(flags, random);
      assertEquals(table, GainSagTable.of(flags, Selection.UNFILTERED));
    }
  }

  @Test
  void aPlaceStandsOnceInAnExtensionAndRowsAreByDate() {
    var flags = Flagging.of(RandomMeasurements.of(new Random(7), 4000));
    for (var extension : GainSagTable.of(flags, Selection.UNFILTERED).extensions()) {
      var regions = extension.regions();
      assertEquals(regions.size(), dates(regions).size());
      assertEquals(regions.stream().sorted().toList(), regions);
    }
  }

  private static boolean has(List<Flag> flags, Selection selection) {
    var table = GainSagTable.of(flags, selection);
    return !regions(table, flags.getFirst().segment(), 163).isEmpty();
  }

  private static List<Region> regions(GainSagTable table, Segment segment, int hv) {
    return table.extension(segment, hv).orElseThrow().regions();
  }

  private static Map<String, Double> dates(List<Region> regions) {
    var dates = new HashMap<String, Double>();
    regions.forEach(region -> dates.put(region.lx() + " " + region.ly(), region.date()));
    return dates;
  }

  private static Map<String, List<List<Double>>> rows(GainSagTable table) {
    var rows = new TreeMap<String, List<List<Double>>>();
    for (var extension : table.extensions()) {
      rows.put(
          extension.segment() + " " + extension.hv(),
          extension.regions().stream()
              .map(
                  r ->
                      List.of(
                          r.date(),
                          (double) r.lx(),
                          (double) r.ly(),
                          (double) r.dx(),
                          (double) r.dy(),
                          (double) r.dq()))
              .toList());
    }
    return rows;
  }

  private static Flag flag(Segment segment, int hv, int x, int y, double mjd) {
    return new Flag(segment, hv, x, y, mjd, "l_a", false);
  }
}
