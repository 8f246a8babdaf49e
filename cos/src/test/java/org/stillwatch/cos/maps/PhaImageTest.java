package org.stillwatch.cos.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.Astropy;
import org.stillwatch.cos.detector.CciHeader;
import org.stillwatch.cos.detector.Segment;

class PhaImageTest {
  private static final CciHeader A =
      Maps.cci("l_2017347120000_00_163_cci", Segment.FUVA, 163, 58100.5);
  private static final CciHeader B =
      Maps.cci("l_2017347120000_01_175_cci", Segment.FUVB, 175, 58100.25);

  @TempDir Path folder;

  @Test
  void acceptedPulseHeightsFollowTheGain() {
    var map = Maps.map(A, new double[] {0, 1, 8.9, 9, 12.7, 12.4, 20, 22.5});
    assertArrayEquals(new byte[] {2, 2, 2, 2, 5, 5, 13, 15}, PhaImage.low(map));
    assertArrayEquals(new byte[] {23, 4, 11, 12, 15, 15, 23, 23}, PhaImage.high(map));
  }

  @Test
  void aPairIsTwoSegmentsOfOneTimeWhateverTheirVoltages() {
    var pairing = PhaPair.pair(List.of(B, A));
    assertEquals(List.of(new PhaPair("l_2017347120000", A, B)), pairing.pairs());
    assertEquals(List.of(), pairing.skipped());
    assertEquals("l_2017347120000_phaimage_cci_phf.fits", pairing.pairs().getFirst().fileName());
  }

  @Test
  void whatHasNotExactlyOnePartnerIsSkippedWithTheReason() {
    var alone = Maps.cci("l_2017354120000_00_163_cci", Segment.FUVA, 163, 58107);
    var twice = Maps.cci("l_2017361120000_00_163_cci", Segment.FUVA, 163, 58114);
    var again = Maps.cci("l_2017361120000_00_167_cci", Segment.FUVA, 167, 58114);
    var partner = Maps.cci("l_2017361120000_01_163_cci", Segment.FUVB, 163, 58114);
    var unknown = Maps.cci("l_2018003120000_01_999_cci", Segment.FUVB, -1, 58121);
    var nameless = Maps.cci("map", Segment.FUVB, 163, 58128);
    var ccis = new ArrayList<>(List.of(alone, twice, again, partner, unknown, nameless, A, B));
    var random = new Random(1);
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(ccis, random);
      var pairing = PhaPair.pair(ccis);
      assertEquals(List.of(new PhaPair("l_2017347120000", A, B)), pairing.pairs());
      var three = "is one of 2 of FUVA and 1 of FUVB at its time, expected one of each";
      assertEquals(
          List.of(
              new PhaPair.Skipped(
                  alone.source(),
                  "is one of 1 of FUVA and 0 of FUVB at its time, expected one of each"),
              new PhaPair.Skipped(twice.source(), three),
              new PhaPair.Skipped(again.source(), three),
              new PhaPair.Skipped(partner.source(), three),
              new PhaPair.Skipped(unknown.source(), "has no known high voltage"),
              new PhaPair.Skipped(nameless.source(), "has no time in its name")),
          pairing.skipped());
    }
  }

  @Test
  void astropyReadsAnImageAndFindsNothingWrong() throws IOException, InterruptedException {
    Astropy.needed();
    var product =
        PhaImage.replace(
            folder,
            new PhaPair("l_2017347120000", A, B),
            Maps.map(A, new double[] {12.7, 0}),
            Maps.map(B, new double[] {0, 22.5}),
            Maps.PROVENANCE);
    var script =
        """
        import sys, warnings
        from astropy.io import fits
        warnings.simplefilter('error')
        with fits.open(sys.argv[1]) as f:
            f.verify('exception')
            h = f[0].header
            assert h['FILETYPE'] == 'PULSE HEIGHT THRESHOLD REFERENCE IMAGE'
            assert (h['DETHVA'], h['DETHVB']) == (163, 175)
            assert (h['OBSSTART'], h['OBSEND'], h['USEAFTER']) == (58100.25, 58107.5, 58100.25)
            rows = lambda a, b: [[a] * 8 + [b] * 8] * 2
            assert f['FUVA', 1].data.dtype.name == 'uint8'
            assert f['FUVA', 1].data.tolist() == rows(5, 2)
            assert f['FUVA', 2].data.tolist() == rows(15, 23)
            assert f['FUVB', 1].data.tolist() == rows(2, 15)
            assert f['FUVB', 2].data.tolist() == rows(23, 23)
            assert len(f) == 5
        print('read')
        """;
    assertEquals("read\n", Astropy.run(script, product.file()));
  }
}
