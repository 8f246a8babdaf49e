package org.stillwatch.cos.gain;

import static org.stillwatch.cos.detector.Superpixels.PULSE_HEIGHTS;

/**
 * What a least-squares step asks of the model {@code A exp(-(p - m)^2 / (2 sigma^2))} and a
 * histogram: sums over the pulse heights p. With g the model for A = 1, t = p - m and r the model
 * minus the data, those are the sums of rr, gg, ggt, ggtt, gr and gtr. Norms and products of the
 * columns of the Jacobian follow from them.
 *
 * <p>m is kept within {@link #LEAST_MEAN} and {@link #MOST_MEAN} in the model and in its
 * derivatives. From a bin to the next g changes by a factor that itself changes by a fixed one, so
 * that one evaluation takes two exponentials.
 */
final class GaussianSums {
  /** Width of a pulse-height distribution (bins), not fitted. */
  static final double SIGMA = 1.05;

  static final double LEAST_MEAN = 1;
  static final double MOST_MEAN = 30;

  /** Beyond so many bins g is below 1e-19, which changes no sum. */
  private static final int REACH = 10;

  private static final double PER_VARIANCE = 1 / (SIGMA * SIGMA);
  private static final double[] TABLE = table();

  private double[] counts = new double[PULSE_HEIGHTS];

  /** Sums of the squared counts: of bins below {@code [i]}, and of bin {@code [i]} and above. */
  private final double[] squaresBelow = new double[PULSE_HEIGHTS + 1];

  private final double[] squaresAbove = new double[PULSE_HEIGHTS + 1];

  private double rr;
  private double gg;
  private double ggt;
  private double ggtt;
  private double gr;
  private double gtr;
  private double amplitude;

  private static double[] table() {
    var table = new double[REACH + 1];
    for (int k = 0; k <= REACH; k++) {
      table[k] = Math.exp(-0.5 * k * k * PER_VARIANCE);
    }
    return table;
  }

  static double clamped(double mean) {
    return Math.max(LEAST_MEAN, Math.min(MOST_MEAN, mean));
  }

  /** The model at a pulse height. */
  static double model(double amplitude, double mean, int pulseHeight) {
    double t = pulseHeight - clamped(mean);
    return amplitude * Math.exp(-0.5 * t * t * PER_VARIANCE);
  }

  /** Takes a histogram, {@code [pulse height]}; it must not change until the next one. */
  void of(double[] histogram) {
    counts = histogram;
    for (int i = 0; i < PULSE_HEIGHTS; i++) {
      squaresBelow[i + 1] = squaresBelow[i] + counts[i] * counts[i];
    }
    for (int i = PULSE_HEIGHTS - 1; i >= 0; i--) {
      squaresAbove[i] = squaresAbove[i + 1] + counts[i] * counts[i];
    }
  }

  /** Makes the sums for these parameters. */
  void evaluate(double newAmplitude, double mean) {
    amplitude = newAmplitude;
    double m = clamped(mean);
    int middle = (int) (m + 0.5);
    double off = m - middle;
    double g = Math.exp(-0.5 * off * off * PER_VARIANCE);
    double up = Math.exp(off * PER_VARIANCE);
    double down = 1 / up;
    double r = amplitude * g - counts[middle];
    double sumRr = r * r;
    double sumGg = g * g;
    double sumGr = g * r;
    // t = k - off; the sums over k are made first, as they are whole numbers
    double sumGgk = 0;
    double sumGgkk = 0;
    double sumGkr = 0;
    int low = Math.max(0, middle - REACH);
    int high = Math.min(PULSE_HEIGHTS - 1, middle + REACH);
    int both = Math.min(middle - low, high - middle);
    double above = g;
    double below = g;
    int k = 1;
    for (; k <= both; k++) {
      above *= up;
      below *= down;
      double ga = above * TABLE[k];
      double gb = below * TABLE[k];
      double ra = amplitude * ga - counts[middle + k];
      double rb = amplitude * gb - counts[middle - k];
      double gga = ga * ga;
      double ggb = gb * gb;
      double gra = ga * ra;
      double grb = gb * rb;
      sumRr += ra * ra + rb * rb;
      sumGg += gga + ggb;
      sumGr += gra + grb;
      sumGgk += k * (gga - ggb);
      sumGgkk += k * k * (gga + ggb);
      sumGkr += k * (gra - grb);
    }
    int sign = high - middle >= k ? 1 : -1;
    double factor = sign > 0 ? up : down;
    double one = sign > 0 ? above : below;
    int last = Math.max(high - middle, middle - low);
    for (; k <= last; k++) {
      one *= factor;
      double gk = one * TABLE[k];
      double rk = amplitude * gk - counts[middle + sign * k];
      double ggk = gk * gk;
      double grk = gk * rk;
      sumRr += rk * rk;
      sumGg += ggk;
      sumGr += grk;
      sumGgk += sign * k * ggk;
      sumGgkk += k * k * ggk;
      sumGkr += sign * k * grk;
    }
    rr = sumRr + squaresBelow[low] + squaresAbove[high + 1];
    gg = sumGg;
    gr = sumGr;
    ggt = sumGgk - off * sumGg;
    ggtt = sumGgkk - 2 * off * sumGgk + off * off * sumGg;
    gtr = sumGkr - off * sumGr;
  }

  /** Length of the vector of residuals. */
  double residualNorm() {
    return Math.sqrt(rr);
  }

  /** Squared length of the Jacobian's column of A. */
  double amplitudeSquared() {
    return gg;
  }

  /** Squared length of the Jacobian's column of m. */
  double meanSquared() {
    return amplitude * amplitude * PER_VARIANCE * PER_VARIANCE * ggtt;
  }

  /** Product of both columns. */
  double product() {
    return amplitude * PER_VARIANCE * ggt;
  }

  /** Product of the column of A and the residuals. */
  double amplitudeGradient() {
    return gr;
  }

  /** Product of the column of m and the residuals. */
  double meanGradient() {
    return amplitude * PER_VARIANCE * gtr;
  }
}
