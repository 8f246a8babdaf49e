package org.stillwatch.cos.gain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.Astropy;
import org.stillwatch.cos.cci.AccumFile;
import org.stillwatch.cos.cci.Cci;
import org.stillwatch.cos.cci.CciFile;
import org.stillwatch.cos.cci.CciShape;
import org.stillwatch.cos.cci.Reference;
import org.stillwatch.cos.cci.SyntheticCci;
import org.stillwatch.cos.product.Hash;
import org.stillwatch.cos.product.Product;

class GainMapMakerTest {
  private static final String NAME = "l_2017347120000_01_163_cci";
  private static final Instant FIRST = Instant.parse("2026-11-22T01:02:03Z");

  /** What astropy finds in a map. */
  private static final String ASTROPY =
      """
      import sys, numpy as np
      from astropy.io import fits
      with fits.open(sys.argv[1]) as f:
          f.verify('exception')
          h = f[0].header
          print([x.name for x in f])
          print([h[k] for k in ('TELESCOP', 'INSTRUME', 'DETECTOR', 'OPT_ELEM', 'FILETYPE',
              'XBINNING', 'YBINNING', 'SRC_FILE', 'SEGMENT', 'EXPSTART', 'EXPEND', 'EXPTIME',
              'NUMFILES', 'COUNTS', 'DETHV', 'CNT00_00', 'CNT01_01', 'CNT02_30', 'CNT31_31')])
          print(f[1].columns.names, f[1].columns.formats, f[1].data['files'][0], len(f[1].data))
          print([(x.data.shape, x.data.dtype.str) for x in f[2:]])
          print([int(x.data.sum()) for x in f[5:]], int(f['COUNTS'].data.sum()))
          with fits.open(sys.argv[2]) as e:
              print(np.abs(f['MOD_GAIN'].data - e['MOD_GAIN'].data).max() < 1e-9,
                  (f['COUNTS'].data == e['COUNTS'].data).all(),
                  np.allclose(f['CHARGE'].data, e['CHARGE'].data, rtol=1e-12, atol=0))
      """;

  @TempDir Path folder;

  @Test
  void theFileIsReadByAstropyAsSpecified() throws IOException, InterruptedException {
    Astropy.needed();
    var made = measured(make(maker("1.0"), copy("caseA_normal")));
    assertEquals(folder.resolve("CCI").resolve(NAME + "_gainmap.fits.gz"), made.product().file());
    var said =
        Astropy.run(ASTROPY, made.product().file(), Reference.expected("caseA_normal")).lines();
    assertEquals(
        List.of(
            "['PRIMARY', 'FILES', 'MOD_GAIN', 'COUNTS', 'CHARGE', 'cnt00_00', 'cnt01_01',"
                + " 'cnt02_30', 'cnt31_31']",
            "['HST', 'COS', 'FUV', 'ANY', 'GAINMAP', 8, 2, '"
                + NAME
                + "', 'FUVB', 58100.123456, 58107.0, 61234.5, 40, 1303673, 163, 1726, 2254,"
                + " 56814, 11]",
            "['files'] ['24A'] ld00xxq_rawtag_b.fits 40",
            "[((64, 80), '>f8'), ((64, 80), '>i4'), ((64, 80), '>f8'), ((64, 80), '>i4'), ((64,"
                + " 80), '>i4'), ((64, 80), '>i4'), ((64, 80), '>i4')]",
            "[%s] 1303673".formatted(sums()),
            "True True True"),
        said.toList());
  }

  /** Of the counts in each group of pulse heights, from the cube. */
  private static String sums() {
    var cci =
        assertInstanceOf(Cci.class, CciFile.read(Reference.cci("caseA_normal"), CciShape.ANY));
    var sums = new ArrayList<String>();
    for (var group : PlaneGroup.values()) {
      long sum = 0;
      for (int p = group.first(); p <= group.last(); p++) {
        for (int y = 0; y < cci.cube().height(); y++) {
          sum += IntStream.of(cci.cube().line(p, y)).sum();
        }
      }
      sums.add(Long.toString(sum));
    }
    return String.join(", ", sums);
  }

  @Test
  void aMapIsReadBackAsItWasMade() throws IOException {
    var made = measured(make(maker("1.0"), copy("caseC_lowgain")));
    var read = GainMapFile.read(made.product().file());
    assertEquals(made.map().cci(), read.cci());
    assertEquals(made.map().width(), read.width());
    assertArrayEquals(made.map().gain(), read.gain());
    assertArrayEquals(made.map().counts(), read.counts());
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    var cci = copy("caseB_lowcounts");
    var first = measured(make(maker("1.0"), cci));
    var bytes = Files.readAllBytes(first.product().file());
    Files.delete(first.product().file());
    var later =
        new GainMapMaker(
            folder.resolve("CCI"),
            "1.0",
            CciShape.ANY,
            InstantSource.fixed(FIRST.plusSeconds(100)));
    var second = measured(make(later, cci));
    assertTrue(second.made());
    assertArrayEquals(bytes, Files.readAllBytes(second.product().file()));
  }

  @Test
  void aMapOfTheSameContentIsReadAndNotMadeAgain() throws IOException {
    var cci = copy("caseB_lowcounts");
    var first = measured(make(maker("1.0"), cci));
    var again = measured(make(maker("1.0"), cci));
    assertFalse(again.made());
    assertEquals(first.product(), again.product());
    assertArrayEquals(first.map().gain(), again.map().gain());
    assertEquals(first.map().cci(), again.map().cci());
  }

  @Test
  void fault13AMapOfAReprocessedCciIsReplaced() throws IOException {
    var cci = copy("caseB_lowcounts");
    var first = measured(make(maker("1.0"), cci));
    Files.delete(cci);
    copy("caseC_lowgain");
    var second = measured(make(maker("1.0"), cci));
    assertTrue(second.made());
    assertEquals(first.product().file(), second.product().file());
    assertFalse(Arrays.equals(first.map().gain(), second.map().gain()));
    assertArrayEquals(second.map().gain(), GainMapFile.read(second.product().file()).gain());
  }

  @Test
  void fault13AMapOfOtherCodeOrWithOtherBytesIsReplaced() throws IOException {
    var cci = copy("caseB_lowcounts");
    var file = measured(make(maker("1.0"), cci)).product().file();
    assertTrue(measured(make(maker("1.1"), cci)).made(), "other code");
    var bytes = Files.readAllBytes(file);
    var damaged = bytes.clone();
    damaged[100] ^= 1;
    Files.write(file, damaged);
    assertTrue(measured(make(maker("1.1"), cci)).made(), "other bytes");
    assertArrayEquals(bytes, Files.readAllBytes(file));
    Files.delete(file);
    assertTrue(measured(make(maker("1.1"), cci)).made(), "no file");
    Files.writeString(file.resolveSibling(file.getFileName() + ".provenance.json"), "{");
    assertTrue(measured(make(maker("1.1"), cci)).made(), "nothing tells of it");
    assertFalse(measured(make(maker("1.1"), cci)).made());
  }

  @Test
  void fault12ACciIsReadOnce() throws IOException, InterruptedException, ExecutionException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "install coreutils for mkfifo");
    var whole = Files.readAllBytes(Reference.cci("caseB_lowcounts"));
    var pipe = folder.resolve(NAME + ".fits.gz");
    assertEquals(0, new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor());
    // a pipe gives its bytes to one reader, once
    try (var writer = Executors.newSingleThreadExecutor()) {
      var written = writer.submit(() -> Files.write(pipe, whole));
      var made = measured(maker("1.0").make(pipe, Hash.of("any"), Optional.empty()));
      written.get();
      assertTrue(Arrays.stream(made.map().gain()).anyMatch(gain -> gain > 0));
      assertArrayEquals(made.map().gain(), GainMapFile.read(made.product().file()).gain());
    }
  }

  @Test
  void fault14AnAccumImageBesideItsCciIsFoundAndAdded() throws IOException {
    var image = new SyntheticCci(512, 128).card(0, "NAXIS", "2").card(0, "BITPIX", "16");
    image.card(0, "NAXIS1", "512").card(0, "NAXIS2", "128");
    image.plane(0)[512 + 9] = 77;
    var accum = folder.resolve("l_2017347120000_03_163_cci.fits.gz");
    SyntheticCci.write(accum, accumBytes(image));
    var cci = copy("caseB_lowcounts");
    assertEquals(Optional.of(accum), AccumFile.beside(cci));
    assertEquals(Optional.empty(), AccumFile.beside(folder.resolve("l_1_00_163_cci.fits.gz")));
    assertEquals(Optional.empty(), AccumFile.beside(accum), "an image has none");
    var without = measured(make(maker("1.0"), cci));
    var with = measured(maker("1.0").make(cci, Hash.of(cci), AccumFile.beside(cci)));
    assertTrue(with.made(), "a map without the image is another one");
    assertEquals(without.map().counts()[1] + 77, with.map().counts()[1]);
    assertEquals(
        IntStream.of(without.map().counts()).sum() + 77, IntStream.of(with.map().counts()).sum());
    assertArrayEquals(without.map().gain(), with.map().gain());
    assertEquals(2, with.product().provenance().inputs().size());
  }

  /** The header of an image in the primary part, and its pixels. */
  private static byte[] accumBytes(SyntheticCci image) {
    var header = image.bytes(1);
    int size = Math.ceilDiv(2 * image.plane(0).length, 2880) * 2880;
    var all = Arrays.copyOf(header, header.length + size);
    ByteBuffer.wrap(all, header.length, size).asShortBuffer().put(image.plane(0));
    return all;
  }

  @Test
  void anAccumImageOfAnotherSegmentOrSizeIsRefused() throws IOException {
    var cci = copy("caseB_lowcounts");
    var image = new SyntheticCci(512, 128).card(0, "NAXIS", "2").card(0, "BITPIX", "16");
    image.card(0, "NAXIS1", "512").card(0, "NAXIS2", "128").card(0, "SEGMENT", "'FUVA'");
    var accum = SyntheticCci.write(folder.resolve("accum.fits"), accumBytes(image));
    assertSays(cci, accum, "SEGMENT is 'FUVA', expected 'FUVB' as in " + NAME);
    image.card(0, "SEGMENT", "'FUVB'").card(0, "NAXIS2", "64");
    SyntheticCci.write(accum, accumBytes(image));
    assertSays(cci, accum, "an image of 512 x 64 pixels, expected 512 x 128");
  }

  private void assertSays(Path cci, Path accum, String words) throws IOException {
    var refused =
        assertInstanceOf(
            GainMapResult.Unusable.class, maker("1.0").make(cci, Hash.of(cci), Optional.of(accum)));
    assertTrue(refused.reason().contains(words), refused.reason());
  }

  @Test
  void aWeekWithoutExposuresGivesNoFile() throws IOException {
    var result = make(maker("1.0"), copy("caseE_nofiles"));
    var nothing = assertInstanceOf(GainMapResult.NothingMeasured.class, result);
    assertEquals(NAME, nothing.cci().source());
    assertFalse(Files.exists(folder.resolve("CCI")));
  }

  @Test
  void aCciThatCannotBeReadLeavesTheMapThatIsThere() throws IOException {
    var cci = copy("caseB_lowcounts");
    var first = measured(make(maker("1.0"), cci)).product();
    Files.delete(cci);
    copy("caseF_truncated");
    var refused = assertInstanceOf(GainMapResult.Unusable.class, make(maker("1.0"), cci));
    assertTrue(refused.reason().contains("cut off"), refused.reason());
    assertEquals(Optional.of(first), Product.read(first.file()));
    assertEquals(first.sha256(), Hash.of(first.file()));
  }

  @Test
  void aMapOfAnotherShapeIsNoAnswerWhereThatOfTheDetectorIsDemanded() throws IOException {
    var cci = copy("caseB_lowcounts");
    measured(make(maker("1.0"), cci));
    var strict = new GainMapMaker(folder.resolve("CCI"), "1.0", CciShape.DETECTOR, fixed());
    var refused = assertInstanceOf(GainMapResult.Unusable.class, make(strict, cci));
    assertTrue(refused.reason().contains("expected 16384 x 1024"), refused.reason());
  }

  @Test
  void aMapTellsWhatItWasMadeOf() throws IOException {
    var cci = copy("caseD_empty");
    var provenance = measured(make(maker("1.0"), cci)).product().provenance();
    assertEquals("gain-map", provenance.kind());
    assertEquals("1.0", provenance.code());
    assertEquals(FIRST, provenance.created());
    assertEquals(NAME + ".fits.gz", provenance.inputs().getFirst().name());
    assertEquals(Hash.of(cci), provenance.inputs().getFirst().sha256());
    assertEquals("30", provenance.parameters().get("least-counts"));
  }

  @Test
  void severalThreadsMakeTheMapsThatOneMakes() throws Exception {
    var names = List.of("caseA_normal", "caseB_lowcounts", "caseC_lowgain", "caseD_empty");
    var alone = new GainMapMaker(folder.resolve("alone"), "1.0", CciShape.ANY, fixed());
    var together = maker("1.0");
    try (var workers = Executors.newFixedThreadPool(4)) {
      var results =
          IntStream.range(0, 24)
              .mapToObj(i -> Reference.cci(names.get(i % names.size())))
              .map(cci -> workers.submit(() -> measured(make(together, cci)).product()))
              .toList();
      for (var result : results) {
        result.get();
      }
    }
    for (var name : names) {
      var expected = measured(make(alone, Reference.cci(name))).product();
      var made = folder.resolve("CCI").resolve(expected.file().getFileName());
      assertEquals(expected.sha256(), Hash.of(made));
    }
  }

  private static InstantSource fixed() {
    return InstantSource.fixed(FIRST);
  }

  private GainMapMaker maker(String code) {
    return new GainMapMaker(folder.resolve("CCI"), code, CciShape.ANY, fixed());
  }

  private static GainMapResult make(GainMapMaker maker, Path cci) throws IOException {
    return maker.make(cci, Hash.of(cci), Optional.empty());
  }

  private static GainMapResult.Measured measured(GainMapResult result) {
    return assertInstanceOf(GainMapResult.Measured.class, result);
  }

  /** A case under the name of a CCI. */
  private Path copy(String name) throws IOException {
    return Files.copy(Reference.cci(name), folder.resolve(NAME + ".fits.gz"));
  }
}
