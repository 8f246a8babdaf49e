package org.stillwatch.cos.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;

class FigureTest {
  private static final MapPicture MAP =
      MapPicture.of(Superpixels.WIDTH, Superpixels.HEIGHT, Samples.even(9));
  private static final Regions NEW =
      Regions.of(
          "new.fits",
          List.of(
              new Region(58000, 4000, 480, 8, 2),
              new Region(58001, 8000, 500, 8, 2),
              new Region(58002, 9000, 500, 8, 2)));
  private static final Regions OLD =
      Regions.of(
          "old.fits",
          List.of(
              new Region(58000, 4000, 480, 8, 2),
              new Region(57900, 8000, 500, 8, 2),
              new Region(57000, 12000, 520, 8, 2),
              new Region(57000, 12008, 520, 8, 2)));

  private static ByDateFigure byDate(Segment segment, Optional<Regions> crds) {
    return new ByDateFigure(segment, 169, new Mjd(58000.9), new Mjd(58014.25), MAP, NEW, crds);
  }

  private static int items(Sheet sheet, int panel, int series) {
    XYDataset regions = Drawn.plot(sheet, panel).getDataset();
    return regions.getItemCount(series);
  }

  @Test
  void byDateShowsTheLevelBetweenTheDates() {
    var figure = byDate(Segment.FUVB, Optional.empty());
    var sheet = figure.sheet();
    assertEquals("gsag_by_date_58000-58014_169_FUVB.png", figure.fileName());
    assertEquals("Segment FUVB Gain Map 169 For Dates 58000.9 -- 58014.25", sheet.title());
    assertEquals(20 * 72, sheet.width());
    assertEquals(10 * 72, sheet.height());
    assertEquals(List.of(400.0, 15400.0, 350.0, 800.0), Drawn.limits(sheet, 0));
    assertEquals(
        List.of(400.0, 15500.0, 200.0, 800.0),
        Drawn.limits(byDate(Segment.FUVA, Optional.empty()).sheet(), 0));
    assertEquals("XCORR (Pixels)", Drawn.plot(sheet, 0).getDomainAxis().getLabel());
    assertEquals("YCORR (Pixels)", Drawn.plot(sheet, 0).getRangeAxis().getLabel());
    assertEquals(List.of("HV 169", "Never seen"), Drawn.legend(sheet, 0));
    assertEquals(3, items(sheet, 0, 0));
    assertEquals(List.of(), Drawn.notes(sheet, 0));
  }

  @Test
  void fault2CompareDrawsTheOwnRegionsAndThoseOfCrds() {
    var figure = byDate(Segment.FUVA, Optional.of(OLD));
    var sheet = figure.sheet();
    assertEquals("gsag_by_date_compare_58000-58014_169_FUVA.png", figure.fileName());
    assertEquals(List.of("HV 169", "CRDS old.fits", "Never seen"), Drawn.legend(sheet, 0));
    assertEquals(3, items(sheet, 0, 0));
    assertEquals(4, items(sheet, 0, 1));
    var drawn = new Drawn(figure);
    assertTrue(Drawn.near(drawn.colour(9003.5, 500.5), Ink.RED), "no red where it sagged");
    assertTrue(Drawn.near(drawn.colour(12003.5, 520.5), Ink.GREEN), "no green where CRDS has one");
    // where both have a region, the green mark stands out of the red one
    assertTrue(Drawn.near(drawn.colour(4003.5, 480.5), Ink.RED));
    assertTrue(drawn.dots(Ink.GREEN) > 40);
  }

  @Test
  void fault18TheResidualShowsBothDirections() {
    var figure = new ResidualFigure(Segment.FUVB, 163, MAP, NEW, OLD);
    var sheet = figure.sheet();
    assertEquals("gsagtab_residual_comparion_FUVB_163.png", figure.fileName());
    assertEquals(25 * 72, sheet.width());
    assertEquals(15 * 72, sheet.height());
    assertEquals(List.of("new.fits", "old.fits", "Never seen"), Drawn.legend(sheet, 0));
    assertEquals(3, items(sheet, 0, 0));
    assertEquals(4, items(sheet, 0, 1));
    assertEquals("Difference", sheet.charts().get(1).getTitle().getText());
    assertEquals(List.of("Only in new.fits: 1", "Only in old.fits: 2"), Drawn.legend(sheet, 1));
    assertEquals(1, items(sheet, 1, 0));
    assertEquals(2, items(sheet, 1, 1));
    assertEquals(List.of("1 region that both have differs in its date."), Drawn.notes(sheet, 1));
    assertFalse(figure.difference().none());
    var drawn = new Drawn(figure);
    assertTrue(drawn.dots(Ink.MAGENTA) > 20, "what is new is not magenta");
    assertTrue(drawn.dots(Ink.BLUE) > 20, "what is gone has no symbol");
  }

  @Test
  void tablesOfOneNameAreToldApart() {
    var other = Regions.of("new.fits", OLD.regions());
    var sheet = new ResidualFigure(Segment.FUVA, 163, MAP, NEW, other).sheet();
    assertEquals(List.of("new.fits (new)", "new.fits (old)", "Never seen"), Drawn.legend(sheet, 0));
  }

  @Test
  void equalTablesAreSaidToBeEqual() {
    var figure = new ResidualFigure(Segment.FUVA, 163, MAP, NEW, NEW);
    assertTrue(figure.difference().none());
    assertEquals(List.of("Both have the same regions."), Drawn.notes(figure.sheet(), 1));
  }

  @Test
  void theDeliveryShowsBothSegments() {
    var shown = new SegmentMap(MAP, NEW, List.of());
    var figure = new DeliveryFigure("zbn1927gl_gsag.fits.gz", 167, shown, shown);
    var sheet = figure.sheet();
    assertEquals("gainmap_zbn1927gl_gsag_167.png", figure.fileName());
    assertEquals("gainmap_a_167.png", new DeliveryFigure("a.fits", 167, shown, shown).fileName());
    assertEquals("GSAGTAB: zbn1927gl_gsag.fits.gz", sheet.title());
    assertEquals("FUVA GAINMAP + GSAG", sheet.charts().get(0).getTitle().getText());
    assertEquals("FUVB GAINMAP + GSAG", sheet.charts().get(1).getTitle().getText());
    assertEquals(List.of(0.0, 16384.0, 300.0, 600.0), Drawn.limits(sheet, 0));
    assertEquals(List.of(0.0, 16384.0, 300.0, 800.0), Drawn.limits(sheet, 1));
    assertEquals(List.of("FUVA 167", "Never seen"), Drawn.legend(sheet, 0));
    assertEquals(List.of("FUVB 167", "Never seen"), Drawn.legend(sheet, 1));
    for (var chart : sheet.charts()) {
      assertTrue(
          chart.getSubtitles().stream().anyMatch(ColourBar.class::isInstance), "no colour bar");
    }
  }

  @Test
  void fault19AMissingLevelOrMapIsASentenceOnTheFigure() {
    var absent =
        new SegmentMap(
            MapPicture.missing("total_gain_164.fits is not there."),
            Regions.noLevel(
                "t.fits", Segment.FUVB, 164, Samples.levels(0, 100, 142, 143, 144, 167, 169, 170)),
            List.of());
    var figure = new DeliveryFigure("t.fits", 164, new SegmentMap(MAP, NEW, List.of()), absent);
    assertEquals(List.of(), Drawn.notes(figure.sheet(), 0));
    assertEquals(
        List.of(
            "total_gain_164.fits is not there.",
            "t.fits has no regions for FUVB at HV 164; it has HV 0, 100, 142–144, 167, 169, 170"
                + " for that segment."),
        Drawn.notes(figure.sheet(), 1));
    assertEquals(
        Optional.of("t.fits has no regions for FUVA at HV 5; it has none for that segment."),
        Regions.noLevel("t.fits", Segment.FUVA, 5, Samples.levels()).absent());
  }

  @Test
  void theCumulativeMapHasTheLimitsOfItsSegment() {
    var figure = new CumulativeFigure(Segment.FUVA, 163, MAP);
    assertEquals("cumulative_gainmap_FUVA_163.png", figure.fileName());
    assertEquals(List.of(400.0, 15500.0, 280.0, 780.0), Drawn.limits(figure.sheet(), 0));
    assertEquals(
        List.of(400.0, 15400.0, 300.0, 800.0),
        Drawn.limits(new CumulativeFigure(Segment.FUVB, 163, MAP).sheet(), 0));
  }

  @Test
  void overplotsShowWhereSpectraAreExtracted() {
    var with = new SegmentMap(MAP, NEW, List.of(Samples.extraction("a_x1d.fits", 500)));
    var without = new SegmentMap(MAP, NEW, List.of());
    var figure = new OverplotFigure("t.fits", 173, false, with, without);
    assertEquals("gainmap_gsagtab_173_overplot.pdf", figure.fileName());
    assertEquals(
        "gainmap_gsagtab_173_overplot_blue.pdf",
        new OverplotFigure("t.fits", 173, true, with, without).fileName());
    var sheet = figure.sheet();
    assertEquals(
        List.of("FUVA 173", "a_x1d.fits: extraction box (centre dashed)", "Never seen"),
        Drawn.legend(sheet, 0));
    var lines = Drawn.plot(sheet, 0).getDataset(1);
    assertEquals(3, lines.getSeriesCount());
    assertEquals(35, lines.getYValue(1, 0) - lines.getYValue(2, 0), 1e-9);
    assertEquals(500, lines.getYValue(0, 0), 1e-9);
    assertEquals(0, Drawn.plot(sheet, 1).getDataset(1).getSeriesCount());
    var drawn = new Drawn(figure);
    assertTrue(drawn.dots(Ink.CONTOURS[0]) > 1000, "no contour is drawn");
  }

  @Test
  void theComparisonShowsNewAndOldOfBothSegments() {
    var shown = new SegmentMap(MAP, NEW, List.of());
    var figure = new ComparisonFigure(163, shown, OLD, shown, Regions.of("old.fits", List.of()));
    assertEquals("gsagtab_comparison_163.pdf", figure.fileName());
    var sheet = figure.sheet();
    assertEquals(List.of("New: new.fits", "Old: old.fits", "Never seen"), Drawn.legend(sheet, 0));
    assertEquals(4, items(sheet, 0, 1));
    assertEquals(0, items(sheet, 1, 1));
    assertEquals(List.of("No sagged region: old.fits."), Drawn.notes(sheet, 1));
  }

  @Test
  void theMapOfACciMarksWhatSagged() {
    var gain = Samples.even(0);
    gain[Samples.cell(1000, 240)] = 2.5f;
    gain[Samples.cell(1200, 240)] = 3.0004f;
    gain[Samples.cell(1300, 240)] = 3.001f;
    var map = Samples.cci(gain);
    var figure = new CciFigure(map, Regions.sagged(map));
    assertEquals("l_2017347120000_01_163_cci_gainmap.png", figure.fileName());
    assertEquals("l_2017347120000_01_163_cci  FUVB  HV 163, 2017-12-13", figure.sheet().title());
    assertEquals(List.of("Gain 3 or less: 2", "No gain measured"), Drawn.legend(figure.sheet(), 0));
    var drawn = new Drawn(figure);
    assertTrue(Drawn.near(drawn.colour(8003.5, 480.5), Ink.RED));
    assertTrue(Drawn.near(drawn.colour(9603.5, 480.5), Ink.RED));
    assertFalse(Drawn.near(drawn.colour(10403.5, 480.5), Ink.RED), "3.001 is above the limit");
  }
}
