package org.stillwatch.cos.gain;

/**
 * Fits amplitude and mean of a Gaussian as MINPACK's lmder does (B. S. Garbow, K. E. Hillstrom, J.
 * J. More; Argonne 1980) with the tolerances that published gain maps were made with. Each decision
 * of lmder is repeated, in sums over the histogram in place of vectors of residuals.
 *
 * <p>Not for several threads.
 */
final class LevenbergMarquardt {
  /** Relative change of the sum of squares, and of the parameters, at which it ends. */
  private static final double F_TOLERANCE = 1.49012e-8;

  private static final double X_TOLERANCE = 1e-7;
  private static final int MOST_EVALUATIONS = 100;
  private static final double FIRST_RADIUS = 100;
  private static final double EPSILON = Math.ulp(1.0);

  private final TrustRegion region = new TrustRegion();
  private GaussianSums sums = new GaussianSums();
  private GaussianSums trial = new GaussianSums();

  /**
   * Where it ended.
   *
   * @param mean within its bounds
   * @param status of lmder: 1 to 4 found, 5 evaluations used up, 6 to 8 no more digits
   */
  record Fit(double amplitude, double mean, int status) {
    boolean found() {
      return status >= 1 && status <= 4;
    }
  }

  /**
   * Fits a histogram.
   *
   * @param histogram counts {@code [pulse height]}
   */
  Fit fit(double[] histogram, double firstAmplitude, double firstMean) {
    sums.of(histogram);
    trial.of(histogram);
    double amplitude = firstAmplitude;
    double mean = firstMean;
    sums.evaluate(amplitude, mean);
    int evaluations = 1;
    double norm = sums.residualNorm();
    double amplitudeScale = 0;
    double meanScale = 0;
    double xNorm = 0;
    double delta = 0;
    region.par = 0;
    boolean first = true;
    while (true) {
      double amplitudeNorm = Math.sqrt(sums.amplitudeSquared());
      double meanNorm = Math.sqrt(sums.meanSquared());
      if (first) {
        amplitudeScale = amplitudeNorm == 0 ? 1 : amplitudeNorm;
        meanScale = meanNorm == 0 ? 1 : meanNorm;
        xNorm = norm(amplitudeScale * amplitude, meanScale * mean);
        delta = xNorm == 0 ? FIRST_RADIUS : FIRST_RADIUS * xNorm;
      }
      double gradient =
          norm == 0
              ? 0
              : Math.max(
                  cosine(sums.amplitudeGradient(), norm, amplitudeNorm),
                  cosine(sums.meanGradient(), norm, meanNorm));
      if (gradient <= 0) {
        return new Fit(amplitude, GaussianSums.clamped(mean), 4);
      }
      amplitudeScale = Math.max(amplitudeScale, amplitudeNorm);
      meanScale = Math.max(meanScale, meanNorm);
      boolean meanFirst = meanNorm > amplitudeNorm;
      factor(meanFirst);
      double ratio;
      do {
        region.step(
            meanFirst ? meanScale : amplitudeScale, meanFirst ? amplitudeScale : meanScale, delta);
        double newAmplitude = amplitude - (meanFirst ? region.x2 : region.x1);
        double newMean = mean - (meanFirst ? region.x1 : region.x2);
        double length = region.length;
        if (first) {
          delta = Math.min(delta, length);
        }
        trial.evaluate(newAmplitude, newMean);
        evaluations++;
        double newNorm = trial.residualNorm();
        double shrunk = newNorm / norm;
        double actual = 0.1 * newNorm < norm ? 1 - shrunk * shrunk : -1;
        double change = region.changeSquared() / (norm * norm);
        double damping = region.par * (length / norm) * (length / norm);
        double predicted = change + damping / 0.5;
        double slope = -(change + damping);
        ratio = predicted == 0 ? 0 : actual / predicted;
        if (ratio <= 0.25) {
          double cut = actual >= 0 ? 0.5 : 0.5 * slope / (slope + 0.5 * actual);
          if (0.1 * newNorm >= norm || cut < 0.1) {
            cut = 0.1;
          }
          delta = cut * Math.min(delta, length / 0.1);
          region.par /= cut;
        } else if (region.par == 0 || ratio >= 0.75) {
          delta = length / 0.5;
          region.par *= 0.5;
        }
        if (ratio >= 1e-4) {
          amplitude = newAmplitude;
          mean = newMean;
          xNorm = norm(amplitudeScale * amplitude, meanScale * mean);
          norm = newNorm;
          first = false;
          var evaluated = trial;
          trial = sums;
          sums = evaluated;
        }
        int status = status(actual, predicted, ratio, delta, xNorm, evaluations, gradient);
        if (status != 0) {
          return new Fit(amplitude, GaussianSums.clamped(mean), status);
        }
      } while (ratio < 1e-4);
    }
  }

  private void factor(boolean meanFirst) {
    if (meanFirst) {
      region.factor(
          sums.meanSquared(),
          sums.amplitudeSquared(),
          sums.product(),
          sums.meanGradient(),
          sums.amplitudeGradient());
    } else {
      region.factor(
          sums.amplitudeSquared(),
          sums.meanSquared(),
          sums.product(),
          sums.amplitudeGradient(),
          sums.meanGradient());
    }
  }

  /** Why it ends, 0 when it goes on. */
  private static int status(
      double actual,
      double predicted,
      double ratio,
      double delta,
      double xNorm,
      int evaluations,
      double gradient) {
    boolean squares =
        Math.abs(actual) <= F_TOLERANCE && predicted <= F_TOLERANCE && 0.5 * ratio <= 1;
    boolean parameters = delta <= X_TOLERANCE * xNorm;
    if (squares || parameters) {
      return squares && parameters ? 3 : squares ? 1 : 2;
    }
    // the later of these reasons counts, as in lmder
    int status = evaluations >= MOST_EVALUATIONS ? 5 : 0;
    if (Math.abs(actual) <= EPSILON && predicted <= EPSILON && 0.5 * ratio <= 1) {
      status = 6;
    }
    if (delta <= EPSILON * xNorm) {
      status = 7;
    }
    return gradient <= EPSILON ? 8 : status;
  }

  private static double cosine(double product, double norm, double columnNorm) {
    return columnNorm == 0 ? 0 : Math.abs(product / norm / columnNorm);
  }

  private static double norm(double a, double b) {
    return Math.sqrt(a * a + b * b);
  }
}
