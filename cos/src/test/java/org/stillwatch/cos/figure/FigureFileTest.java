package org.stillwatch.cos.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.detector.Superpixels;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;

class FigureFileTest {
  static final Provenance PROVENANCE =
      new Provenance(
          "figure", Instant.parse("2026-11-22T00:00:00Z"), "1.0", List.of(), new TreeMap<>());

  @TempDir Path folder;

  private static List<Figure> all(MapPicture map, Regions regions) {
    var shown = new SegmentMap(map, regions, List.of(Samples.extraction("a_x1d.fits", 500)));
    var from = new Mjd(58000);
    var to = new Mjd(58014);
    return List.of(
        new ByDateFigure(Segment.FUVA, 163, from, to, map, regions, Optional.empty()),
        new ByDateFigure(Segment.FUVB, 163, from, to, map, regions, Optional.of(regions)),
        new ResidualFigure(Segment.FUVA, 163, map, regions, regions),
        new DeliveryFigure("t.fits", 163, shown, shown),
        new CumulativeFigure(Segment.FUVA, 163, map),
        new OverplotFigure("t.fits", 163, false, shown, shown),
        new ComparisonFigure(163, shown, regions, shown, regions));
  }

  private byte[] written(Figure figure) throws IOException {
    return Files.readAllBytes(figure.write(folder, PROVENANCE, 40).file());
  }

  @Test
  void theSameInputsGiveTheSameBytesInEveryLocaleAndOrder() throws IOException {
    var gain = Samples.trace();
    var rows = new ArrayList<>(Samples.sagged(gain).regions());
    var map = MapPicture.painted(Superpixels.WIDTH, Superpixels.HEIGHT, gain);
    var first = new ArrayList<byte[]>();
    for (var figure : all(map, Regions.of("t.fits", rows))) {
      first.add(written(figure));
    }
    Collections.shuffle(rows, new Random(3));
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      var again = all(map, Regions.of("t.fits", rows));
      for (int i = 0; i < again.size(); i++) {
        assertArrayEquals(first.get(i), written(again.get(i)), again.get(i).fileName());
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void fault23NothingToDrawIsAFigureAllTheSame() throws IOException {
    var one = Regions.of("t.fits", List.of(new Region(58000, 16376, 1022, 8, 2)));
    var outside = Regions.of("t.fits", List.of(new Region(58000, 90000, -500, 8, 2)));
    var nothing = Regions.of("t.fits", List.of());
    int figures = 0;
    for (var map :
        List.of(
            MapPicture.missing("There is no map."),
            MapPicture.of(Superpixels.WIDTH, Superpixels.HEIGHT, Samples.even(Float.NaN)),
            MapPicture.of(Superpixels.WIDTH, Superpixels.HEIGHT, Samples.even(0)),
            MapPicture.of(Superpixels.WIDTH, Superpixels.HEIGHT, Samples.even(31)),
            MapPicture.of(1, 1, new float[] {Float.POSITIVE_INFINITY}),
            MapPicture.of(3, 300, new float[900]))) {
      for (var regions : List.of(one, outside, nothing)) {
        for (var figure : all(map, regions)) {
          assertTrue(written(figure).length > 1000, figure.fileName());
          figures++;
        }
      }
    }
    assertEquals(6 * 3 * 7, figures);
  }

  @Test
  void theMapOfACciThatIsNoWholeDetectorIsShownWhole() throws IOException {
    var header = Samples.header(Segment.FUVA, -1);
    var map = new GainMap(header, 4, 3, new double[12], new int[12]);
    var figure = new CciFigure(map, Regions.sagged(map));
    assertEquals(List.of(0.0, 32.0, 0.0, 6.0), Drawn.limits(figure.sheet(), 0));
    assertTrue(figure.sheet().title().contains("HV unknown"));
    assertTrue(written(figure).length > 1000);
  }

  @Test
  void manyThousandRegionsShareMarks() throws IOException {
    var rows = new ArrayList<Region>();
    for (int i = 0; i < 40_000; i++) {
      rows.add(new Region(58000, 8 * (100 + i % 1800), 400 + 2 * (i / 1800), 8, 2));
    }
    var map = MapPicture.missing("There is no map.");
    var shown = new SegmentMap(map, Regions.of("t.fits", rows), List.of());
    var file =
        new OverplotFigure("t.fits", 163, false, shown, shown).write(folder, PROVENANCE).file();
    try (var document = Loader.loadPDF(file.toFile())) {
      var resources = document.getPage(0).getResources();
      var drawing = resources.getXObject(resources.getXObjectNames().iterator().next());
      var lines = new String(drawing.getStream().toByteArray(), StandardCharsets.ISO_8859_1);
      long strokes = lines.lines().filter("S"::equals).count();
      long fills = lines.lines().filter(line -> line.startsWith("f")).count();
      assertTrue(strokes > 200 && strokes < 2000, strokes + " marks and frames");
      assertTrue(fills > 2L * rows.size(), fills + " regions and letters");
    }
  }

  @Test
  void aPngKnowsItsSizeOnPaperAndNoDate() throws IOException {
    var figure = new CumulativeFigure(Segment.FUVA, 163, MapPicture.missing("There is no map."));
    var file = figure.write(folder, PROVENANCE, 50).file();
    var image = ImageIO.read(file.toFile());
    assertEquals(1000, image.getWidth());
    assertEquals(500, image.getHeight());
    var bytes = Files.readAllBytes(file);
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    int size = text.indexOf("pHYs");
    assertTrue(size > 0, "no size on paper");
    // 50 dots per inch are 1969 per metre
    assertEquals(1969, ByteBuffer.wrap(bytes).getInt(size + 4));
    assertFalse(text.contains("tIME") || text.contains("tEXt"), "a date or a text in a PNG");
  }

  @Test
  void aPdfIsOnePageOfWordsThatCanBeSearchedAndHasNoDate() throws IOException {
    var map = MapPicture.missing("There is no map.");
    var shown = new SegmentMap(map, Regions.of("t.fits", List.of()), List.of());
    var file =
        new OverplotFigure("zbn1927gl_gsag.fits", 163, true, shown, shown)
            .write(folder, PROVENANCE)
            .file();
    try (var document = Loader.loadPDF(file.toFile())) {
      assertEquals(1, document.getNumberOfPages());
      assertEquals(20 * 72, document.getPage(0).getMediaBox().getWidth());
      assertFalse(
          Optional.ofNullable(document.getDocumentInformation().getCreationDate()).isPresent());
      var words = new PDFTextStripper().getText(document);
      assertTrue(words.contains("GSAGTAB: zbn1927gl_gsag.fits"), words);
      assertTrue(words.contains("There is no map."), words);
    }
  }

  @Test
  void aFigureTellsHowItCameToBe() {
    var product =
        new CumulativeFigure(Segment.FUVB, 163, MapPicture.missing("There is no map."))
            .write(folder, PROVENANCE, 40);
    assertEquals(folder.resolve("cumulative_gainmap_FUVB_163.png"), product.file());
    assertEquals(Optional.of(product), Product.read(product.file()));
  }
}
