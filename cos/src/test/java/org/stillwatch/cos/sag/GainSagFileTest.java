package org.stillwatch.cos.sag;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stillwatch.cos.Astropy;
import org.stillwatch.cos.detector.CosProblem;
import org.stillwatch.cos.detector.Flag;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.cos.product.Product;
import org.stillwatch.cos.product.Provenance;
import org.stillwatch.formats.fits.Card;
import org.stillwatch.formats.fits.Column;
import org.stillwatch.formats.fits.FitsHeader;
import org.stillwatch.formats.fits.FitsReader;
import org.stillwatch.formats.fits.FitsWriter;
import org.stillwatch.formats.fits.GzipStream;

class GainSagFileTest {
  private static final Instant CREATED = Instant.parse("2018-05-07T11:48:22.542754Z");
  private static final Card FILETYPE = Card.of("FILETYPE", "GAIN SAG REFERENCE TABLE");

  @TempDir Path folder;

  @Test
  void aTableIsTheReferenceFileByteForByteButForItsCreator() throws IOException {
    var measurements = Reference.measurements();
    var flags = Recovery.mark(Flagging.of(measurements), measurements, RecoveryRule.LEGACY);
    var written =
        new String(bytes(GainSagTable.of(flags, Selection.FILTERED), Selection.FILTERED), US_ASCII)
            .replace("Stillwatch 1.0'", "NAME'          ");
    try (var in =
        new GZIPInputStream(
            Files.newInputStream(Reference.FOLDER.resolve("gsag_sample.fits.gz")))) {
      var expected = new String(in.readAllBytes(), US_ASCII);
      assertEquals(expected.length(), written.length());
      for (int at = 0; at < expected.length(); at += 80) {
        assertEquals(expected.substring(at, at + 80), written.substring(at, at + 80));
      }
    }
  }

  @Test
  void namesTellWhatATableHolds() {
    var date = new Mjd(57322);
    assertEquals("gsag_filter_2018-05-07T11-48-22.542754.fits", name(Selection.FILTERED));
    assertEquals("gsag_2018-05-07T11-48-22.542754.fits", name(Selection.UNFILTERED));
    assertEquals(
        "gsag_filter_2018-05-07T11-48-22.542754_blue.fits", name(Selection.FILTERED.inBlue()));
    assertEquals("gsag_2018-05-07T11-48-22.542754_blue.fits", name(Selection.UNFILTERED.inBlue()));
    assertEquals("gsag_smov_to_57322.0.fits", name(Selection.UNFILTERED.until(date)));
    assertEquals("gsag_smov_to_57322.0_filter.fits", name(Selection.FILTERED.until(date)));
    assertEquals(
        "gsag_smov_to_57322.0_filter_blue.fits", name(Selection.FILTERED.inBlue().until(date)));
    assertEquals(
        "gsag_filter_2026-01-01T00-00-00.000000.fits",
        GainSagFile.name(Selection.FILTERED, Instant.parse("2026-01-01T00:00:00Z")));
  }

  @Test
  void fault16TheDateIsTheRecordedCreationTimeInUtcAndNoTableIsReplaced() throws IOException {
    var table = GainSagTable.of(List.of(), Selection.FILTERED);
    var late = provenance(Instant.parse("2025-12-31T23:59:59.999999Z"));
    var product = GainSagFile.create(folder, table, Selection.FILTERED, late);
    assertEquals("2025-12-31T23:59:59.999999", primary(product.file()).text("DATE").orElseThrow());
    var kept = Files.readAllBytes(product.file());
    var other = GainSagTable.of(List.of(flag(163)), Selection.FILTERED);
    assertThrows(
        CosProblem.class, () -> GainSagFile.create(folder, other, Selection.FILTERED, late));
    assertArrayEquals(kept, Files.readAllBytes(product.file()));
    assertEquals(product, Product.read(product.file()).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("selections")
  void everyTableIsWhatCalcosAndTheArchiveDemand(Selection selection) throws IOException {
    var flags = List.of(flag(163), flag(179));
    var file =
        write("t.fits", out -> out.write(bytes(GainSagTable.of(flags, selection), selection)));
    try (var reader = FitsReader.open(file)) {
      var primary = reader.next().orElseThrow();
      assertEquals("GAIN SAG REFERENCE TABLE", primary.text("FILETYPE").orElseThrow());
      var vcalcos = primary.text("VCALCOS").orElseThrow();
      assertTrue("2.0".compareTo(vcalcos) <= 0 && vcalcos.compareTo("3.4.2") <= 0);
      assertEquals(67, primary.text("DESCRIP").orElseThrow().length());
      var blue = primary.text("CENWAVE").orElseThrow().equals("BETWEEN 1055 1097");
      assertEquals(selection.blue(), blue);
      assertEquals(
          selection.blue(), primary.text("DESCRIP").orElseThrow().startsWith("Blue-mode gain-sag"));
      var asOf = selection.until().isPresent() ? "27/10/2015" : "07/05/2018";
      assertEquals("INFLIGHT 25/05/2009 " + asOf, primary.text("PEDIGREE").orElseThrow());
      for (int i = 0; i < 78; i++) {
        var header = reader.next().orElseThrow();
        int level = GainSagTable.LEVELS.get(i % 39);
        assertEquals(i < 39 ? "FUVA" : "FUVB", header.text("SEGMENT").orElseThrow());
        assertEquals(level, header.integer(i < 39 ? "HVLEVELA" : "HVLEVELB").orElseThrow());
        var rows = reader.table();
        assertEquals(1, rows.rows(), "calcos fails on a table without rows");
        assertEquals(List.of(i < 39 ? 8 : 0), rows.integers("DX"));
        assertEquals(List.of(8192), rows.integers("DQ"));
        assertEquals(List.of(i < 39 ? 56000.0 : 0.0), rows.reals("DATE"));
      }
      assertTrue(reader.next().isEmpty());
    }
    historyIsShort(file);
  }

  private static void historyIsShort(Path file) throws IOException {
    var text = Files.readString(file, ISO_8859_1);
    int lines = 0;
    for (int at = text.indexOf("HISTORY"); at >= 0; at = text.indexOf("HISTORY", at + 80)) {
      assertTrue(text.substring(at + 8, at + 80).stripTrailing().length() < 72);
      lines++;
    }
    assertEquals(7, lines);
  }

  @Test
  void astropyReadsEveryTableAndFindsNothingWrong() throws IOException, InterruptedException {
    Astropy.needed();
    for (var selection : selections()) {
      var table = GainSagTable.of(List.of(flag(163)), selection);
      var file = write(name(selection), out -> out.write(bytes(table, selection)));
      var script =
          """
          import sys, warnings
          from astropy.io import fits
          warnings.simplefilter('error')
          with fits.open(sys.argv[1]) as f:
              f.verify('exception')
              assert len(f) == 79 and len(f[0].header['DESCRIP']) == 67
              for i, h in enumerate(f[1:]):
                  assert h.columns.names == ['DATE', 'LX', 'LY', 'DX', 'DY', 'DQ']
                  assert h.columns.formats == ['D', 'J', 'J', 'J', 'J', 'J']
                  assert h.columns.units == ['MJD', 'pixel', 'pixel', 'pixel', 'pixel', '']
                  key = 'HVLEVELA' if h.header['SEGMENT'] == 'FUVA' else 'HVLEVELB'
                  sagged = i < 39 and h.header[key] <= 163
                  row = (56000.0, 5600, 500, 8, 2, 8192) if sagged else (0.0, 0, 0, 0, 0, 8192)
                  assert [tuple(r) for r in h.data] == [row], (i, h.data)
          print('read')
          """;
      assertEquals("read\n", Astropy.run(script, file));
    }
  }

  @Test
  void whatWasWrittenIsReadBackWithoutTheRowsOfEmptyExtensions() throws IOException {
    var flags = Flagging.of(RandomMeasurements.of(new Random(8), 2000));
    var table = GainSagTable.of(flags, Selection.UNFILTERED);
    var plain = write("a.fits", out -> out.write(bytes(table, Selection.UNFILTERED)));
    assertEquals(table, GainSagFile.read(plain));
    var packed =
        write(
            "a.fits.gz",
            out -> {
              try (var gzip = new GzipStream(out, 6)) {
                gzip.write(bytes(table, Selection.UNFILTERED));
              }
            });
    assertEquals(table, GainSagFile.read(packed));
    var empty = GainSagTable.of(List.of(), Selection.UNFILTERED);
    assertEquals(
        empty,
        GainSagFile.read(write("b.fits", out -> out.write(bytes(empty, Selection.UNFILTERED)))));
  }

  @Test
  void readsTheReferenceFile() {
    Reference.needed();
    var table = GainSagFile.read(Reference.FOLDER.resolve("gsag_sample.fits.gz"));
    assertEquals(78, table.extensions().size());
    var rows = Reference.table(RecoveryRule.LEGACY, "regular_filtered");
    for (var extension : table.extensions()) {
      var level = extension.segment() + " " + extension.hv();
      assertEquals(rows.getOrDefault(level, List.of()).size(), extension.regions().size(), level);
    }
  }

  @Test
  void aFileThatIsNoGainSagTableIsRefusedInOneSentence() throws IOException {
    assertEquals(
        Set.of(
            "is of no use as a gain-sag table: is not there",
            "is of no use as a gain-sag table: is no FITS file, it does not begin with SIMPLE",
            "is of no use as a gain-sag table: has FILETYPE 'FLAT' where a gain-sag table has"
                + " 'GAIN SAG REFERENCE TABLE'",
            "is of no use as a gain-sag table: has SEGMENT 'NUV' in extension 1 where FUVA or FUVB"
                + " is expected",
            "is of no use as a gain-sag table: has no SEGMENT in extension 1 where FUVA or FUVB is"
                + " expected",
            "is of no use as a gain-sag table: has no HVLEVELB in extension 1 where a high-voltage"
                + " level is expected",
            "is of no use as a gain-sag table: extension 1: no column LX",
            "is of no use as a gain-sag table: has two extensions for FUVA 163"),
        List.of(
                folder.resolve("absent.fits"),
                write("text.fits", out -> out.write("a note".getBytes(UTF_8))),
                write("flat.fits", out -> primaryOnly(out, Card.of("FILETYPE", "FLAT"))),
                table("nuv.fits", Card.of("SEGMENT", "NUV")),
                table("none.fits"),
                table("other.fits", Card.of("SEGMENT", "FUVB"), Card.of("HVLEVELA", 163)),
                table("columns.fits", Card.of("SEGMENT", "FUVA"), Card.of("HVLEVELA", 163)),
                write("twice.fits", GainSagFileTest::twice))
            .stream()
            .map(
                file ->
                    String.valueOf(
                            assertThrows(CosProblem.class, () -> GainSagFile.read(file))
                                .getMessage())
                        .substring(file.toString().length() + 1))
            .collect(Collectors.toSet()));
  }

  private Path table(String name, Card... cards) throws IOException {
    return write(
        name,
        out -> {
          primaryOnly(out, FILETYPE);
          new FitsWriter(out)
              .table(List.of(cards), List.of(new Column.Doubles("DATE", "MJD", new double[1])));
        });
  }

  private static void primaryOnly(OutputStream out, Card card) throws IOException {
    new FitsWriter(out).primary(List.of(card));
  }

  private static void twice(OutputStream out) throws IOException {
    primaryOnly(out, FILETYPE);
    for (int i = 0; i < 2; i++) {
      var columns =
          List.of("DATE", "LX", "LY", "DX", "DY", "DQ").stream()
              .<Column>map(name -> new Column.Ints(name, "", new int[1]))
              .toList();
      new FitsWriter(out)
          .table(List.of(Card.of("SEGMENT", "FUVA"), Card.of("HVLEVELA", 163)), columns);
    }
  }

  static List<Selection> selections() {
    var date = new Mjd(57322);
    return List.of(
        Selection.FILTERED,
        Selection.UNFILTERED,
        Selection.FILTERED.inBlue(),
        Selection.UNFILTERED.until(date),
        Selection.FILTERED.until(date),
        Selection.FILTERED.inBlue().until(date));
  }

  private static Flag flag(int hv) {
    return new Flag(Segment.FUVA, hv, 700, 250, 56000, "l_a", false);
  }

  private static String name(Selection selection) {
    return GainSagFile.name(selection, CREATED);
  }

  private static FitsHeader primary(Path file) {
    try (var reader = FitsReader.open(file)) {
      return reader.next().orElseThrow();
    }
  }

  private static byte[] bytes(GainSagTable table, Selection selection) throws IOException {
    var out = new ByteArrayOutputStream();
    GainSagFile.write(out, table, selection, provenance(CREATED));
    return out.toByteArray();
  }

  private static Provenance provenance(Instant created) {
    return new Provenance("gsagtab", created, "1.0", List.of(), Selection.FILTERED.parameters());
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private Path write(String name, Writing writing) throws IOException {
    var file = folder.resolve(name);
    try (var out = Files.newOutputStream(file)) {
      writing.to(out);
    }
    return file;
  }
}
