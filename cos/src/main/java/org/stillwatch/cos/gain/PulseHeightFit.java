package org.stillwatch.cos.gain;

import static org.stillwatch.cos.detector.Superpixels.PULSE_HEIGHTS;

/**
 * The modal gain of one superpixel: the mean of a Gaussian of fixed width that is fitted to its
 * pulse heights 2 to 30. Where that is low, what the Gaussian leaves over is fitted again; a peak
 * there says that the low one was background.
 *
 * <p>Not for several threads.
 */
final class PulseHeightFit {
  /** At this gain or below a superpixel is sagged (pulse-height bins). */
  static final double LOW_GAIN = 3;

  private static final double LEAST_AMPLITUDE = 12;
  private static final double SECOND_START = 15;

  /** Two peaks that are nearer than this are one (pulse-height bins). */
  private static final double SAME_PEAK = 1;

  private final LevenbergMarquardt minimizer = new LevenbergMarquardt();
  private final double[] rest = new double[PULSE_HEIGHTS];

  /**
   * What came of it.
   *
   * @param mean of the first fit, also where it was not accepted
   */
  record Result(Verdict verdict, double amplitude, double mean) {
    /** In pulse-height bins; 0 where there is none. */
    double gain() {
      return verdict.measured() ? mean : 0;
    }
  }

  /**
   * Fits a histogram.
   *
   * @param histogram counts {@code [pulse height]}, of which 0, 1 and 31 are zero
   */
  Result fit(double[] histogram) {
    int peak = 0;
    for (int p = 1; p < PULSE_HEIGHTS; p++) {
      if (histogram[p] > histogram[peak]) {
        peak = p;
      }
    }
    var first = minimizer.fit(histogram, histogram[peak], peak);
    if (!accepted(first, histogram[peak], peak)) {
      return result(Verdict.REJECTED, first);
    }
    if (first.mean() > LOW_GAIN) {
      return result(Verdict.ACCEPTED, first);
    }
    return result(
        anotherPeak(histogram, first) ? Verdict.DROPPED : Verdict.LOW_GAIN_CONFIRMED, first);
  }

  private boolean anotherPeak(double[] histogram, LevenbergMarquardt.Fit first) {
    double most = 0;
    for (int p = 0; p < PULSE_HEIGHTS; p++) {
      rest[p] = Math.max(0, histogram[p] - GaussianSums.model(first.amplitude(), first.mean(), p));
      most = Math.max(most, rest[p]);
    }
    double amplitude = Math.floor(most);
    var second = minimizer.fit(rest, amplitude, SECOND_START);
    return accepted(second, amplitude, SECOND_START)
        && Math.abs(second.mean() - first.mean()) > SAME_PEAK;
  }

  /** A fit that did not move found nothing, and a peak of a few counts is none. */
  private static boolean accepted(
      LevenbergMarquardt.Fit fit, double firstAmplitude, double firstMean) {
    return fit.found()
        && fit.amplitude() >= LEAST_AMPLITUDE
        && fit.mean() != firstMean
        && fit.amplitude() != firstAmplitude
        && fit.mean() > 0
        && fit.mean() < PULSE_HEIGHTS - 1;
  }

  private static Result result(Verdict verdict, LevenbergMarquardt.Fit fit) {
    return new Result(verdict, fit.amplitude(), fit.mean());
  }
}
