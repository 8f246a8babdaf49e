package org.stillwatch.cos.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stillwatch.cos.Astropy;
import org.stillwatch.cos.detector.Measurement;
import org.stillwatch.cos.detector.Mjd;
import org.stillwatch.cos.detector.Segment;

class GainTrendTest {
  @TempDir Path folder;

  @Test
  void theLineThroughFallingGainsReachesTheLimit() {
    var falling = line(6, 56000, 100, 10, -0.01);
    assertEquals(
        List.of(
            new GainTrend(Segment.FUVA, 163, 700, 250, -0.01, 570, Optional.of(new Mjd(56700)))),
        fit(falling));
  }

  @Test
  void fault29AnOutlierOfTheResidualsIsClippedHoweverSteepTheLineIs() {
    // the gains of the line itself spread over 9 bins, far more than the outlier is off
    var steep = new ArrayList<>(line(10, 56000, 100, 15, -0.01));
    steep.set(4, measured(56400, 15 - 4 + 2));
    var trend = fit(steep).getFirst();
    assertEquals(-0.01, trend.slope());
    assertEquals(Optional.of(new Mjd(57200)), trend.projectedBad());
  }

  @Test
  void fault29TimeIsTheAxisAndTheOrderOfMeasurementsChangesNothing() {
    var random = new Random(1);
    var rising = new ArrayList<>(noisy(random, 30, 0.002));
    var trends = fit(rising);
    assertTrue(trends.getFirst().slope() > 0);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(rising, random);
      assertEquals(trends, fit(rising));
    }
  }

  @Test
  void fault29AGainThatDoesNotChangeHasNoDate() {
    var trend = fit(line(8, 56000, 100.1, 7.123, 0)).getFirst();
    assertEquals(0, trend.slope());
    assertEquals(7.123, trend.intercept());
    assertEquals(Optional.empty(), trend.projectedBad());
  }

  @ParameterizedTest
  @CsvSource({
    "5, 250, 163, 0",
    "6, 250, 163, 1",
    "6, 199, 163, 0",
    "6, 200, 163, 1",
    "6, 300, 163, 1",
    "6, 301, 163, 0",
    "6, 250, -1, 0",
    "6, 250, 999, 0"
  })
  void moreThanFiveMeasurementsAtAKnownLevelWhereSpectraFallAreFitted(
      int count, int y, int hv, int trends) {
    var measurements =
        line(count, 56000, 100, 10, -0.01).stream()
            .map(
                m ->
                    new Measurement(
                        m.source(), m.segment(), hv, m.expstart(), m.x(), y, m.gain(), 100))
            .toList();
    assertEquals(trends, fit(measurements).size());
  }

  @Test
  void measurementsOfOneTimeHaveNoTrend() {
    assertEquals(List.of(), fit(line(9, 56000, 0, 10, 0)));
  }

  @Test
  void eachPlaceAndLevelHasATrendOfItsOwn() {
    var all = new ArrayList<Measurement>();
    for (var segment : Segment.values()) {
      for (int hv : new int[] {163, 167}) {
        for (int x : new int[] {700, 701}) {
          line(7, 56000, 100, 10 + hv - 163, -0.01).stream()
              .map(m -> new Measurement("l", segment, hv, m.expstart(), x, 250, m.gain(), 100))
              .forEach(all::add);
        }
      }
    }
    var trends = fit(all);
    assertEquals(8, trends.size());
    assertEquals(8, trends.stream().distinct().count());
    for (var trend : trends) {
      assertEquals(Optional.of(new Mjd(56700 + (trend.hv() - 163) * 100)), trend.projectedBad());
    }
  }

  @Test
  void numpyFindsTheSameLines() throws IOException, InterruptedException {
    Astropy.needed();
    var random = new Random(2);
    var script =
        """
        import sys, numpy as np
        t, g = np.array([[float(v) for v in a.split(',')] for a in sys.argv[1:]])
        m = t.mean()
        s, b = np.polyfit(t - m, g, 1)
        r = g - (s * (t - m) + b)
        k = np.abs(r) < 1.5 * r.std()
        t, g, n = t[k], g[k], k.sum()
        m = t.mean()
        s, b = np.polyfit(t - m, g, 1)
        print('%d %.5f %.5f %.5f' % (n, s, b - s * m, m + (3 - b) / s))
        """;
    for (int i = 0; i < 5; i++) {
      var measurements = noisy(random, 12, -0.003);
      var numpy =
          Astropy.run(
                  script,
                  joined(measurements.stream().map(Measurement::expstart).toList()),
                  joined(measurements.stream().map(Measurement::gain).toList()))
              .strip()
              .split(" ");
      var trend = fit(measurements).getFirst();
      assertTrue(Integer.parseInt(numpy[0]) < 12, "something is clipped");
      assertEquals(Double.parseDouble(numpy[1]), trend.slope(), 1.1e-5);
      assertEquals(Double.parseDouble(numpy[2]), trend.intercept(), 1.1e-5);
      assertEquals(Double.parseDouble(numpy[3]), trend.projectedBad().orElseThrow().days(), 1.1e-5);
    }
  }

  @Test
  void astropyReadsTheFileOfTrends() throws IOException, InterruptedException {
    Astropy.needed();
    var trends =
        List.of(
            new GainTrend(Segment.FUVA, 163, 700, 250, -0.01, 570, Optional.of(new Mjd(56700))),
            new GainTrend(Segment.FUVA, 163, 0, 251, 0, 7, Optional.empty()),
            new GainTrend(Segment.FUVB, 163, 1, 250, -1, 1, Optional.of(new Mjd(1))),
            new GainTrend(Segment.FUVA, 167, 1, 250, -1, 1, Optional.of(new Mjd(1))));
    var product = ProjectedBadFile.replace(folder, Segment.FUVA, 163, trends, Maps.PROVENANCE);
    assertEquals("proj_bad_FUVA_163.fits", product.file().getFileName().toString());
    var script =
        """
        import sys, warnings
        import numpy as np
        from astropy.io import fits
        warnings.simplefilter('error')
        with fits.open(sys.argv[1]) as f:
            f.verify('exception')
            assert (f[0].header['SEGMENT'], f[0].header['HVLEVEL']) == ('FUVA', 163)
            assert [h.name for h in f[1:]] == ['PROJBAD', 'SLOPE', 'INTERCEPT']
            for name, value, known in (('PROJBAD', 56700, 16), ('SLOPE', -0.01, 32), ('INTERCEPT', 570, 32)):
                image = f[name].data
                assert image.shape == (1024, 16384)
                assert (image[500:502, 5600:5608] == value).all()
                assert np.isfinite(image).sum() == known, (name, np.isfinite(image).sum())
        print('read')
        """;
    assertEquals("read\n", Astropy.run(script, product.file()));
  }

  private static String joined(List<Double> values) {
    return String.join(
        ",", values.stream().map(v -> String.format(Locale.ROOT, "%.17g", v)).toList());
  }

  private static List<GainTrend> fit(List<Measurement> measurements) {
    var trends = new ArrayList<GainTrend>();
    GainTrend.fitAll(measurements, trends::add);
    return trends;
  }

  private static List<Measurement> line(
      int count, double start, double step, double gain, double slope) {
    var measurements = new ArrayList<Measurement>();
    for (int i = 0; i < count; i++) {
      measurements.add(measured(start + i * step, gain + slope * step * i));
    }
    return measurements;
  }

  private static List<Measurement> noisy(Random random, int count, double slope) {
    var measurements = new ArrayList<Measurement>();
    for (int i = 0; i < count; i++) {
      double mjd = 56000 + 1000 * random.nextDouble();
      double gain = 8 + slope * (mjd - 56000) + 0.3 * random.nextGaussian();
      measurements.add(measured(mjd, Math.rint(gain * 1000) / 1000));
    }
    return measurements;
  }

  private static Measurement measured(double mjd, double gain) {
    return new Measurement("l_" + mjd, Segment.FUVA, 163, mjd, 700, 250, gain, 100);
  }
}
