package org.stillwatch.cos.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.Astropy;
import org.stillwatch.cos.detector.GainMap;
import org.stillwatch.cos.detector.Segment;
import org.stillwatch.formats.fits.FitsReader;

class TotalGainFileTest {
  private static final String LONG_FOLDER = "/data/monitors/" + "cci/".repeat(20);

  @TempDir Path folder;

  @Test
  void namesTellTheLevel() {
    assertEquals("total_gain.fits", Painting.all().fileName());
    assertEquals("total_gain_163.fits", Painting.at(163).fileName());
    var usual = Painting.usual().stream().map(Painting::fileName).toList();
    assertEquals(38, usual.size());
    assertEquals("total_gain_142.fits", usual.getFirst());
    assertEquals("total_gain.fits", usual.getLast());
    assertEquals("total_gain_scaled_163.fits", Painting.scaledTo(163).fileName());
  }

  @Test
  void theHeaderTellsWhatWasPainted() throws IOException {
    var file = folder.resolve("total_gain.fits");
    TotalGainFile.replace(file, small(), Painting.all(), LONG_FOLDER, Maps.PROVENANCE);
    try (var reader = FitsReader.open(file)) {
      var primary = reader.next().orElseThrow();
      assertEquals("HST", primary.text("TELESCOP").orElseThrow());
      assertEquals("GAINMAP", primary.text("FILETYPE").orElseThrow());
      assertEquals(55055, primary.real("EXPSTART").orElseThrow());
      assertEquals(70000, primary.real("EXP_END").orElseThrow());
      assertEquals("ALL", primary.text("HVLEVEL").orElseThrow());
      assertEquals("31/12/2025", primary.text("DATEMADE").orElseThrow());
      for (var name : List.of("FUVAINIT", "FUVBINIT", "FUVALAST", "FUVBLAST")) {
        var image = reader.next().orElseThrow();
        assertEquals(name, image.text("EXTNAME").orElseThrow());
        assertEquals(16, image.integer("NAXIS1").orElseThrow());
        assertEquals(2, image.integer("NAXIS2").orElseThrow());
      }
    }
  }

  @Test
  void theSameProvenanceGivesTheSameBytesInPlaceOfTheOldOnes() throws IOException {
    var file = folder.resolve("total_gain_163.fits");
    Files.writeString(file, "older");
    var first =
        TotalGainFile.replace(file, small(), Painting.at(163), LONG_FOLDER, Maps.PROVENANCE);
    var bytes = Files.readAllBytes(file);
    var second =
        TotalGainFile.replace(file, small(), Painting.at(163), LONG_FOLDER, Maps.PROVENANCE);
    assertEquals(first, second);
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @Test
  void aMapOfTheWholeDetectorIsWrittenRowByRow() throws IOException {
    var length = new AtomicLong();
    var counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            length.addAndGet(1);
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            length.addAndGet(count);
          }
        };
    var empty =
        TotalGain.paint(
            List.of(),
            Painting.at(163),
            cci -> {
              throw new AssertionError(cci.source());
            });
    TotalGainFile.write(counting, empty, Painting.at(163), "CCI", Maps.PROVENANCE);
    long image = Math.ceilDiv(1024L * 16384 * Float.BYTES, 2880L) * 2880;
    assertEquals(2880 + 4 * (2880 + image), length.get());
  }

  @Test
  void astropyReadsItAndFindsNothingWrong() throws IOException, InterruptedException {
    Astropy.needed();
    var out = new ByteArrayOutputStream();
    TotalGainFile.write(out, small(), Painting.at(163), LONG_FOLDER, Maps.PROVENANCE);
    var file = Files.write(folder.resolve("a.fits"), out.toByteArray());
    var script =
        """
        import sys, warnings
        from astropy.io import fits
        warnings.simplefilter('error')
        with fits.open(sys.argv[1]) as f:
            f.verify('exception')
            assert f[0].header['CCI_DIR'] == sys.argv[2] and f[0].header['HVLEVEL'] == 163
            assert [h.name for h in f[1:]] == ['FUVAINIT', 'FUVBINIT', 'FUVALAST', 'FUVBLAST']
            assert f['FUVALAST'].data.shape == (2, 16)
            assert f['FUVALAST'].data.tolist() == [[2.5] * 8 + [7.0] * 8] * 2
            assert f['FUVAINIT'].data.tolist() == [[5.5] * 8 + [7.0] * 8] * 2
            assert f['FUVBLAST'].data.sum() == 0
        print('read')
        """;
    assertEquals("read\n", Astropy.run(script, file, LONG_FOLDER));
  }

  private static TotalGain small() {
    var old = Maps.map(Maps.cci(Segment.FUVA, 163, 56000), new double[] {5.5, 7});
    var young = Maps.map(Maps.cci(Segment.FUVA, 163, 56001), new double[] {2.5, 0});
    return TotalGain.paint(
        List.of(old.cci(), young.cci()),
        Painting.at(163),
        cci -> List.<GainMap>of(old, young).get(cci.equals(old.cci()) ? 0 : 1));
  }
}
