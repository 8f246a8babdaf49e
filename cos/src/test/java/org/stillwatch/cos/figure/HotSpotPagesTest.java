package org.stillwatch.cos.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.product.Provenance;
import org.w3c.dom.Document;

class HotSpotPagesTest {

  @TempDir Path folder;

  private Set<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static String html(HotSpot hotSpot) {
    return new HotSpotPage(hotSpot).html();
  }

  /** The plot alone; it is well-formed, or this fails. */
  private static Document svg(String html) throws Exception {
    var svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static int count(String html, String pattern) {
    return (int) Pattern.compile(pattern).matcher(html).results().count();
  }

  @Test
  void oldPagesAreRemovedAndOtherFilesStay() throws IOException {
    var old =
        List.of(
            "hotspot_pixel_1_2_FUVA.html",
            "hotspot_pixel_1_2_FUVA.html.provenance.json",
            "hotspot_pixel_99_2_FUVB.html");
    var others = List.of("index.html", "hotspot_pixel_1_2_NUV.html", "hotspot_pixel_1_2_FUVA.png");
    for (var name : old) {
      Files.writeString(folder.resolve(name), "old");
    }
    for (var name : others) {
      Files.writeString(folder.resolve(name), "kept");
    }
    HotSpotPages.removeAllBut(Set.of("hotspot_pixel_8000_420_FUVA.html"), folder);
    var written =
        HotSpotPages.write(folder, Samples.hotSpot(Segment.FUVA, 163), FigureFileTest.PROVENANCE);
    assertEquals(folder.resolve("hotspot_pixel_8000_420_FUVA.html"), written.file());
    HotSpotPages.removeAllBut(Set.of("hotspot_pixel_8000_420_FUVA.html"), folder);
    var expected = new java.util.HashSet<>(others);
    expected.add("hotspot_pixel_8000_420_FUVA.html");
    expected.add("hotspot_pixel_8000_420_FUVA.html.provenance.json");
    assertEquals(expected, names());
    HotSpotPages.removeAllBut(Set.of(), folder);
    assertEquals(Set.copyOf(others), names());
  }

  @Test
  void aPageIsNotWrittenAgainUntilItIsMadeOfSomethingElse() {
    var hotSpot = Samples.hotSpot(Segment.FUVA, 163);
    var was = FigureFileTest.PROVENANCE;
    var first = HotSpotPages.write(folder, hotSpot, was);
    var later = was.created().plusSeconds(60);
    assertEquals(
        first,
        HotSpotPages.write(
            folder,
            hotSpot,
            new Provenance(was.kind(), later, was.code(), was.inputs(), was.parameters())));
    var other =
        new Provenance(was.kind(), later, was.code() + ".1", was.inputs(), was.parameters());
    assertEquals(other, HotSpotPages.write(folder, hotSpot, other).provenance());
  }

  @Test
  void aFolderThatIsNoneIsSaid() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    var problem = assertThrows(CosProblem.class, () -> HotSpotPages.removeAllBut(Set.of(), file));
    assertTrue(String.valueOf(problem.getMessage()).contains("no page was written"));
  }

  @Test
  void showsEachLevelInItsOwnColourAndForm() throws Exception {
    var page = html(Samples.hotSpot(Segment.FUVA, 163, 167, 169, 171, 173, 178));
    svg(page);
    var looks = Pattern.compile("<path d=\"([^\"]+)\" transform=[^>]* fill=\"([^\"]+)\" fill-op");
    var forms = looks.matcher(page).results().map(look -> look.group(1)).distinct().count();
    var colours =
        looks.matcher(page).results().map(look -> look.group(2)).collect(Collectors.toSet());
    assertEquals(6, forms);
    assertEquals(Set.of("#0072b2", "#e69f00", "#009e73", "#56b4e9", "#d55e00", "#000000"), colours);
    assertEquals(360, count(page, "fill-opacity"));
    for (int hv : new int[] {163, 167, 169, 171, 173, 178}) {
      assertTrue(page.contains(">HV " + hv + "</text>"));
    }
  }

  @Test
  void manyLevelsFindRoomInTheLegend() throws Exception {
    var levels = java.util.stream.IntStream.rangeClosed(142, 178).toArray();
    var page = html(Samples.hotSpot(Segment.FUVB, levels));
    var plot = svg(page).getDocumentElement();
    double height = Double.parseDouble(plot.getAttribute("viewBox").split(" ")[3]);
    var texts = plot.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      var place = texts.item(i).getAttributes();
      assertTrue(Double.parseDouble(place.getNamedItem("y").getNodeValue()) < height);
      assertTrue(Double.parseDouble(place.getNamedItem("x").getNodeValue()) < 950);
    }
  }

  @Test
  void fault36TheSecondLifetimePositionBeganOn56131() {
    // from 56131 to 58028 alone: LP2 is at the left, LP4 at the right, each within a margin
    var at = Samples.measurement(Segment.FUVA, 163, 56131, 5);
    var after = Samples.measurement(Segment.FUVA, 163, 58028, 4);
    var page = html(new HotSpot(Segment.FUVA, 1000, 210, List.of(at, after)));
    var points =
        Pattern.compile("translate\\(([0-9.]+) [0-9.]+\\)\" fill=\"#0072b2\" fill-opacity")
            .matcher(page)
            .results()
            .map(point -> point.group(1))
            .toList();
    assertEquals(2, points.size());
    var lines =
        Pattern.compile("d=\"M([0-9.]+) 28L\\1 344\" stroke=\"#1d2529\" stroke-dasharray")
            .matcher(page)
            .results()
            .map(line -> line.group(1))
            .toList();
    assertEquals(3, lines.size());
    assertEquals(points.getFirst(), lines.getFirst());
    assertEquals(points.getLast(), lines.getLast());
    assertTrue(page.contains(">LP2</text>") && page.contains(">gain 3</text>"));
  }

  @Test
  void tellsAllValuesInATable() {
    var page = html(Samples.hotSpot(Segment.FUVB, 163));
    assertTrue(page.contains("<title>Hot spot FUVB, XCORR 8000, YCORR 420</title>"));
    assertTrue(page.contains("<html lang=\"en\">"));
    assertEquals(7, count(page, "<th scope=\"col\">"));
    assertEquals(60, count(page, "<tr><td>"));
    assertTrue(page.contains("It was measured 60 times, from 2010-04-16 to "));
  }

  @Test
  void needsNoOtherFileAndNoNetwork() {
    var page = html(Samples.hotSpot(Segment.FUVA, 163));
    assertFalse(page.contains("http:") || page.contains("https:") || page.contains("src="));
    assertFalse(page.contains("<script"));
    assertTrue(page.contains("default-src 'none'"));
  }

  @Test
  void namesOfFilesAreTextAndNoMarkup() {
    var named = new Measurement("<b>\"a\"&'c'", Segment.FUVA, 163, 57000, 1000, 210, 2.5, 40);
    var page = html(new HotSpot(Segment.FUVA, 1000, 210, List.of(named)));
    assertTrue(page.contains("<td>&lt;b&gt;&quot;a&quot;&amp;&#39;c&#39;</td>"));
    assertFalse(page.contains("<b>"));
    assertTrue(page.contains("at most 3 for the first time on 2014-12-09, at HV 163"));
  }

  @Test
  void whatHasNoGainIsCountedAndNotDrawn() throws Exception {
    var absent = Samples.measurement(Segment.FUVA, 163, 57000, Double.NaN);
    var timeless = Samples.measurement(Segment.FUVA, 163, Double.NaN, 5);
    var some = Samples.measurement(Segment.FUVA, 163, 57500, 4.5);
    var page = html(new HotSpot(Segment.FUVA, 1000, 210, List.of(absent, timeless, some)));
    svg(page);
    assertEquals(1, count(page, "fill-opacity"));
    assertTrue(page.contains("Measurements without a gain, which are not drawn: 2."));
    assertFalse(page.contains("NaN\""));
    assertTrue(
        html(new HotSpot(Segment.FUVA, 1000, 210, List.of())).contains("Nothing was measured"));
    svg(html(new HotSpot(Segment.FUVA, 1000, 210, List.of(absent))));
  }

  @Test
  void fault5AnotherPixelsMeasurementsAreRefused() {
    var other = Samples.measurement(Segment.FUVA, 163, 57000, 2);
    for (var wrong :
        List.<Runnable>of(
            () -> new HotSpot(Segment.FUVB, 1000, 210, List.of(other)),
            () -> new HotSpot(Segment.FUVA, 1001, 210, List.of(other)),
            () -> new HotSpot(Segment.FUVA, 1000, 211, List.of(other)))) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
  }

  @Test
  void theOrderOfMeasurementsChangesNothing() {
    var hotSpot = Samples.hotSpot(Segment.FUVA, 163, 167);
    var shuffled = new ArrayList<>(hotSpot.measurements());
    Collections.shuffle(shuffled, new Random(5));
    assertArrayEquals(
        html(hotSpot).getBytes(StandardCharsets.UTF_8),
        html(new HotSpot(Segment.FUVA, 1000, 210, shuffled)).getBytes(StandardCharsets.UTF_8));
  }
}
