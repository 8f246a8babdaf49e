package org.stillwatch.cos.gain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.cos.Astropy;

class PulseHeightFitTest {

  /** The model and the call as they are published, in scipy's own MINPACK. */
  private static final String SCIPY =
      """
      import pathlib, sys, numpy as np
      from scipy.optimize import leastsq
      p = np.arange(32.)
      def gauss(x):
          m = min(max(x[1], 1.), 30.)
          return np.exp(-0.5 * (p - m) ** 2 / 1.05 ** 2), m
      def residual(x, y):
          return x[0] * gauss(x)[0] - y
      def jacobian(x, y):
          g, m = gauss(x)
          return [g, x[0] * g * (p - m) / 1.05 ** 2]
      for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
          v = [float(t) for t in line.split()]
          y = np.array(v[2:])
          x, cov, info, text, status = leastsq(residual, v[:2], args=(y,), Dfun=jacobian,
              col_deriv=1, xtol=1e-7, maxfev=100, full_output=True)
          print(repr(float(x[0])), repr(gauss(x)[1]), status)
      """;

  @TempDir Path folder;

  @Test
  void stopsWhereScipyStops() throws IOException, InterruptedException {
    Astropy.needed();
    var random = new Random(1);
    var lines = new ArrayList<String>();
    var fits = new ArrayList<LevenbergMarquardt.Fit>();
    var minimizer = new LevenbergMarquardt();
    for (int i = 0; i < 1500; i++) {
      var histogram = histogram(random);
      // starts far away take many steps that are refused and cut
      double amplitude = random.nextInt(4) == 0 ? random.nextInt(3000) : peak(histogram);
      double mean = random.nextInt(3) == 0 ? random.nextInt(32) : at(histogram);
      var line = new StringBuilder(amplitude + " " + mean);
      for (double counts : histogram) {
        line.append(' ').append(counts);
      }
      lines.add(line.toString());
      fits.add(minimizer.fit(histogram, amplitude, mean));
    }
    var input = Files.write(folder.resolve("histograms"), lines);
    var answers = Astropy.run(SCIPY, input).lines().toList();
    assertEquals(fits.size(), answers.size());
    int otherStatus = 0;
    for (int i = 0; i < fits.size(); i++) {
      var parts = answers.get(i).split(" ");
      var message = lines.get(i) + ": " + answers.get(i) + ", but " + fits.get(i);
      double amplitude = Double.parseDouble(parts[0]);
      assertEquals(amplitude, fits.get(i).amplitude(), 1e-8 * (1 + Math.abs(amplitude)), message);
      assertEquals(Double.parseDouble(parts[1]), fits.get(i).mean(), 1e-8, message);
      otherStatus += Integer.parseInt(parts[2]) == fits.get(i).status() ? 0 : 1;
    }
    assertTrue(otherStatus <= 2, otherStatus + " of 1500 ended for another reason");
  }

  /** One peak or two, of all sizes, on a background. */
  private static double[] histogram(Random random) {
    var histogram = new double[32];
    int size = 1 << random.nextInt(5, 13);
    double mean = random.nextDouble(-1, 33);
    double width = random.nextDouble(0.3, 4);
    double second = random.nextDouble(0, 32);
    for (int i = 0; i < size; i++) {
      double p =
          switch (random.nextInt(8)) {
            case 0 -> random.nextDouble(0, 32);
            case 1 -> second + random.nextGaussian();
            default -> mean + width * random.nextGaussian();
          };
      histogram[(int) Math.max(0, Math.min(31, Math.rint(p)))]++;
    }
    histogram[0] = 0;
    histogram[1] = 0;
    histogram[31] = 0;
    return histogram;
  }

  private static int at(double[] histogram) {
    int at = 0;
    for (int p = 1; p < histogram.length; p++) {
      at = histogram[p] > histogram[at] ? p : at;
    }
    return at;
  }

  private static double peak(double[] histogram) {
    return histogram[at(histogram)];
  }

  @Test
  void aPeakIsFoundBetweenTheBins() {
    var result = fit(bins(10.3, 400));
    assertEquals(Verdict.ACCEPTED, result.verdict());
    assertEquals(10.3, result.gain(), 0.02);
  }

  @Test
  void aHistogramThatIsSymmetricAboutItsPeakDoesNotMoveAndIsRejected() {
    var symmetric = new double[32];
    symmetric[9] = 50;
    symmetric[10] = 90;
    symmetric[11] = 50;
    var result = fit(symmetric);
    assertEquals(Verdict.REJECTED, result.verdict());
    assertEquals(10, result.mean());
    assertEquals(0, result.gain());
    symmetric[11] = 51;
    assertEquals(Verdict.ACCEPTED, fit(symmetric).verdict());
  }

  @Test
  void aLowAmplitudeIsNoPeak() {
    var flat = new double[32];
    for (int p = 2; p < 31; p++) {
      flat[p] = 3 + p % 2;
    }
    assertEquals(Verdict.REJECTED, fit(flat).verdict());
    var justBelow = bins(12.4, 11.9);
    assertEquals(Verdict.REJECTED, fit(justBelow).verdict());
    assertEquals(Verdict.ACCEPTED, fit(bins(12.4, 12.2)).verdict());
  }

  @Test
  void aLowPeakAloneIsConfirmed() {
    var result = fit(bins(2.4, 300));
    assertEquals(Verdict.LOW_GAIN_CONFIRMED, result.verdict());
    assertEquals(2.4, result.gain(), 0.3);
  }

  @Test
  void aLowPeakInFrontOfAHealthyOneIsDropped() {
    var both = bins(2.4, 300);
    var healthy = bins(13.2, 120);
    for (int p = 0; p < 32; p++) {
      both[p] += healthy[p];
    }
    var result = fit(both);
    assertEquals(Verdict.DROPPED, result.verdict());
    assertEquals(0, result.gain());
    assertNotEquals(0, result.mean());
  }

  @Test
  void theMeanStaysWithinItsBounds() {
    var edge = new double[32];
    edge[30] = 500;
    edge[29] = 90;
    var result = fit(edge);
    assertTrue(result.mean() <= 30, "mean " + result.mean());
    var none = fit(new double[32]);
    assertEquals(Verdict.REJECTED, none.verdict(), "no counts, as the first is no number");
  }

  private static PulseHeightFit.Result fit(double[] histogram) {
    return new PulseHeightFit().fit(histogram);
  }

  /** A Gaussian of the fitted width. */
  private static double[] bins(double mean, double amplitude) {
    var histogram = new double[32];
    for (int p = 2; p < 31; p++) {
      histogram[p] = amplitude * Math.exp(-0.5 * (p - mean) * (p - mean) / (1.05 * 1.05));
    }
    return histogram;
  }
}
