package org.stillwatch.cos.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillwatch.cos.maps.Maps.cci;
import static org.stillwatch.cos.maps.Maps.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;

class TotalGainTest {
  private static final Segment A = Segment.FUVA;

  @Test
  void theNewestMapIsOnTopOfLastAndTheOldestOfInit() {
    var total =
        paint(
            Painting.all(),
            map(cci(A, 163, 56002), gains(0, 5, 0, 0)),
            map(cci(A, 163, 56001), gains(9, 9, 0, 8)),
            map(cci(A, 163, 56003), gains(0, 0, 0, 4)));
    assertArrayEquals(new float[] {9, 5, 0, 4}, layers(total).last());
    assertArrayEquals(new float[] {9, 9, 0, 8}, layers(total).init());
  }

  @Test
  void ofMapsOfOneTimeTheNameDecides() {
    var first = map(cci("l_a", A, 163, 56000), gains(5));
    var second = map(cci("l_b", A, 163, 56000), gains(6));
    for (var total :
        List.of(paint(Painting.all(), first, second), paint(Painting.all(), second, first))) {
      assertArrayEquals(new float[] {5}, layers(total).init());
      assertArrayEquals(new float[] {6}, layers(total).last());
    }
  }

  @Test
  void anOldGainShinesThroughTheCoreOfAHoleUnlessCountsPaint() {
    var old = map(cci(A, 163, 56001), gains(9, 9, 0, 9), new int[] {90, 90, 0, 29});
    var hole = map(cci(A, 163, 56002), gains(0, 4, 0, 0), new int[] {30, 90, 29, 0});
    assertArrayEquals(new float[] {9, 4, 0, 9}, layers(paint(Painting.all(), old, hole)).last());
    var byCounts = layers(paint(Painting.all().by(PaintRule.COUNTS), old, hole));
    assertArrayEquals(new float[] {0, 4, Float.NaN, Float.NaN}, byCounts.last());
    assertArrayEquals(new float[] {9, 9, Float.NaN, Float.NaN}, byCounts.init());
  }

  @Test
  void aMapOfOneLevelHasNoOthersUnlessScaled() {
    var at163 = map(cci(A, 163, 56001), gains(5, 0, 0));
    var at173 = map(cci(A, 173, 56002), gains(0, 9, 3));
    assertArrayEquals(new float[] {5, 0, 0}, layers(paint(Painting.at(163), at163, at173)).last());
    assertArrayEquals(
        new float[] {5, (float) (9 - 3.93), 0},
        layers(paint(Painting.scaledTo(163), at163, at173)).last());
    assertArrayEquals(
        new float[] {(float) (5 + 3.93), 9, 3},
        layers(paint(Painting.scaledTo(173), at163, at173)).last());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Painting(
                OptionalInt.empty(), 0, 200, new Mjd(0), new Mjd(1), PaintRule.GAIN, true));
  }

  @Test
  void aScaledGainOfZeroIsPaintedToo() {
    var healthy = map(cci(A, 163, 56001), gains(5));
    var sagged = map(cci(A, 178, 56000), gains(2));
    var total = layers(paint(Painting.scaledTo(163), healthy, sagged));
    assertArrayEquals(new float[] {0}, total.init());
    assertArrayEquals(new float[] {5}, total.last());
  }

  @Test
  void limitsOfTimeAndLevelHoldWithBothTheirEnds() {
    var maps = new GainMap[5];
    for (int i = 0; i < maps.length; i++) {
      var gains = new double[5];
      gains[i] = i + 1;
      maps[i] = map(cci(A, 163 + i, 56000 + i), gains);
    }
    var byTime = Painting.all().between(new Mjd(56001), new Mjd(56003));
    assertArrayEquals(new float[] {0, 2, 3, 4, 0}, layers(paint(byTime, maps)).last());
    var byLevel = Painting.all().ofLevels(164, 166);
    assertArrayEquals(new float[] {0, 2, 3, 4, 0}, layers(paint(byLevel, maps)).last());
    assertEquals(
        List.of(), Painting.all().chosen(List.of(cci(A, 163, 55054.9), cci(A, 163, 70000.1))));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 999, -999})
  void fault34AMapOfUnknownVoltageIsNotPainted(int unknown) {
    var total =
        paint(
            Painting.all(),
            map(cci(A, 163, 56000), gains(5)),
            map(cci(A, unknown, 56001), gains(9)));
    assertArrayEquals(new float[] {5}, layers(total).last());
  }

  @Test
  void withoutAnyMapBothSegmentsAreThereAndUnpainted() {
    var total = paint(Painting.at(150).by(PaintRule.COUNTS));
    assertEquals(Superpixels.WIDTH, total.width());
    for (var layers : List.of(total.fuva(), total.fuvb())) {
      assertEquals(Superpixels.WIDTH * Superpixels.HEIGHT, layers.last().length);
      assertTrue(Float.isNaN(layers.last()[0]) && Float.isNaN(layers.init()[0]));
    }
  }

  @Test
  void theOrderOfCcisChangesNothingAndEachMapIsAskedForOnceInTheOrderOfTime() {
    var random = new Random(1);
    var maps = new LinkedHashMap<CciHeader, GainMap>();
    for (int i = 0; i < 40; i++) {
      var segment = random.nextBoolean() ? A : Segment.FUVB;
      var cci = cci("l_" + i, segment, 163 + random.nextInt(3), 56000 + random.nextInt(10));
      maps.put(cci, map(cci, random.doubles(20, -3, 9).map(g -> Math.max(0, g)).toArray()));
    }
    var ccis = new ArrayList<>(maps.keySet());
    var total = TotalGain.paint(ccis, Painting.scaledTo(164), of(maps));
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(ccis, random);
      var asked = new ArrayList<CciHeader>();
      var again =
          TotalGain.paint(
              ccis,
              Painting.scaledTo(164),
              cci -> {
                asked.add(cci);
                return of(maps).apply(cci);
              });
      assertEquals(Painting.all().chosen(ccis), asked);
      assertEquals(40, asked.size());
      for (var segment : Segment.values()) {
        assertArrayEquals(total.layers(segment).last(), again.layers(segment).last());
        assertArrayEquals(total.layers(segment).init(), again.layers(segment).init());
      }
    }
  }

  @Test
  void mapsOfTwoSizesAreRefusedByName() {
    var refused =
        assertThrows(
            CosProblem.class,
            () ->
                paint(
                    Painting.all(),
                    map(cci("l_a", A, 163, 56000), gains(5, 6)),
                    map(cci("l_b", A, 163, 56001), gains(5))));
    assertEquals(
        "the gain map of l_b has 1 by 1 superpixels, older ones have 2 by 1; no total map is made",
        refused.getMessage());
  }

  private static TotalGain paint(Painting painting, GainMap... maps) {
    var byCci = new LinkedHashMap<CciHeader, GainMap>();
    for (var map : maps) {
      byCci.put(map.cci(), map);
    }
    return TotalGain.paint(byCci.keySet(), painting, of(byCci));
  }

  private static Function<CciHeader, GainMap> of(Map<CciHeader, GainMap> maps) {
    return cci -> Optional.ofNullable(maps.get(cci)).orElseThrow();
  }

  private static TotalGain.Layers layers(TotalGain total) {
    return total.layers(A);
  }

  private static double[] gains(double... gains) {
    return gains;
  }
}
