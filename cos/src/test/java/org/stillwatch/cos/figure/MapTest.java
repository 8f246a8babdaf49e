package org.stillwatch.cos.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;

class MapTest {

  private static MapPicture map(float[] gain) {
    return MapPicture.of(Superpixels.WIDTH, Superpixels.HEIGHT, gain);
  }

  private static ByDateFigure figure(MapPicture map, List<Region> regions) {
    return new ByDateFigure(
        Segment.FUVB,
        163,
        new Mjd(58000),
        new Mjd(58014),
        map,
        Regions.of("own", regions),
        Optional.empty());
  }

  @Test
  void whatWasNeverSeenIsNotAGainOfZero() {
    var gain = Samples.even(Float.NaN);
    gain[Samples.cell(1000, 240)] = 0;
    gain[Samples.cell(1200, 240)] = 9;
    var drawn = new Drawn(figure(map(gain), List.of()));
    assertTrue(Drawn.near(drawn.colour(3000, 600), GainScale.BLANK));
    assertTrue(Drawn.near(drawn.colour(8003.5, 480.5), GainScale.DARKEST));
    assertTrue(Drawn.near(drawn.colour(9603.5, 480.5), GainScale.BRIGHTEST));
    assertTrue(Drawn.near(drawn.colour(9613, 480.5), GainScale.BLANK));
  }

  @Test
  void aMapInWhichZeroMeansNothingPaintsNoZero() {
    var gain = Samples.even(0);
    gain[Samples.cell(1200, 240)] = 9;
    var painted = MapPicture.painted(Superpixels.WIDTH, Superpixels.HEIGHT, gain);
    var drawn = new Drawn(figure(painted, List.of()));
    assertTrue(Drawn.near(drawn.colour(3000, 600), GainScale.BLANK));
    assertEquals(0, gain[0], "the caller's own map is left alone");
  }

  @Test
  void aMissingMapIsNeverSeenAllOver() {
    var figure = figure(MapPicture.missing("total_gain_163.fits is not there."), List.of());
    assertEquals(
        List.of(
            "total_gain_163.fits is not there.", "No sagged region: HV 163 between these dates."),
        Drawn.notes(figure.sheet(), 0));
    var drawn = new Drawn(figure);
    for (int x = 500; x < 15400; x += 1490) {
      assertTrue(Drawn.near(drawn.colour(x, 355), GainScale.BLANK));
      assertTrue(Drawn.near(drawn.colour(x, 795), GainScale.BLANK));
    }
  }

  @Test
  void nativePixelsAndSuperpixelsLookTheSame() {
    var gain = Samples.trace();
    var enlarged = new float[Superpixels.NATIVE_WIDTH * Superpixels.NATIVE_HEIGHT];
    for (int y = 0; y < Superpixels.NATIVE_HEIGHT; y++) {
      for (int x = 0; x < Superpixels.NATIVE_WIDTH; x++) {
        enlarged[y * Superpixels.NATIVE_WIDTH + x] = gain[Samples.cell(x / 8, y / 2)];
      }
    }
    var small = new Drawn(figure(map(gain), List.of()));
    var large =
        new Drawn(
            figure(
                MapPicture.of(Superpixels.NATIVE_WIDTH, Superpixels.NATIVE_HEIGHT, enlarged),
                List.of()));
    for (int x = 403; x < 15400; x += 8 * 97) {
      for (int y = 360; y < 640; y += 14) {
        assertEquals(small.colour(x + 0.5, y + 0.5), large.colour(x + 0.5, y + 0.5));
      }
    }
  }

  @Test
  void aRegionLiesOnItsPixels() {
    var gain = Samples.even(9);
    var wide = new Region(58000, 6000, 640, 800, 60);
    var drawn = new Drawn(figure(map(gain), List.of(new Region(58000, 8000, 480, 8, 2), wide)));
    assertTrue(Drawn.near(drawn.colour(8003.5, 480.5), Ink.RED));
    // a big one is an outline: what it covers stays visible
    assertTrue(Drawn.near(drawn.colour(5999.5, 670), Ink.RED));
    assertTrue(Drawn.near(drawn.colour(6400, 639.5), Ink.RED));
    assertTrue(Drawn.near(drawn.colour(6400, 670), GainScale.BRIGHTEST));
    assertTrue(Drawn.near(drawn.colour(5900, 670), GainScale.BRIGHTEST));
  }

  @Test
  void aRegionSmallerThanItsMarkIsFilledBelowIt() {
    var small = new Region(58000, 8000, 480, 100, 8);
    var drawn = new Drawn(figure(map(Samples.even(9)), List.of(small)));
    assertTrue(Drawn.near(drawn.colour(8024, 481.5), Ink.RED), "between the arms of its mark");
    assertTrue(Drawn.near(drawn.colour(8049.5, 487.9), Ink.RED), "the mark stands out");
    assertTrue(Drawn.near(drawn.colour(8024, 490), GainScale.BRIGHTEST));
  }

  @Test
  void theMarksOfAClusterLeaveItsFormVisible() {
    var ring = new ArrayList<Region>();
    for (int x = 0; x < 60; x++) {
      for (int y = 0; y < 40; y++) {
        if (x < 10 || x >= 50 || y < 10 || y >= 30) {
          ring.add(new Region(58000, 8000 + 8 * x, 500 + 2 * y, 8, 2));
        }
      }
    }
    var drawn = new Drawn(figure(map(Samples.even(9)), ring));
    assertFalse(Drawn.near(drawn.colour(8000 + 8 * 30, 500 + 2 * 20), Ink.RED), "hole is filled");
    assertTrue(Drawn.near(drawn.colour(8003.5, 500.5), Ink.RED));
    assertTrue(Drawn.near(drawn.colour(8003.5 + 8 * 55, 500.5 + 2 * 35), Ink.RED));
  }

  @Test
  void greysReachToWhatNearlyAllGainsStayBelow() {
    var gain = Samples.even(Float.NaN);
    for (int x = 0; x < 2000; x++) {
      gain[x] = 11.2f;
    }
    assertEquals(new GainScale(12, false), GainScale.of(List.of(map(gain))));
    gain[5] = 30;
    assertEquals(new GainScale(12, true), GainScale.of(List.of(map(gain))));
    for (int x = 0; x < 10; x++) {
      gain[x] = 30;
    }
    assertEquals(new GainScale(30, false), GainScale.of(List.of(map(gain))));
    assertEquals(new GainScale(5, false), GainScale.of(List.of(map(Samples.even(0)))));
  }

  @Test
  void thePaddingRowOfAnEmptyExtensionIsNoRegion() {
    assertEquals(List.of(), Regions.of("t.fits", List.of(new Region(0, 0, 0, 0, 0))).regions());
  }

  @Test
  void aMapOfAnotherSizeThanItsValuesIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> MapPicture.of(3, 2, new float[5]));
  }
}
