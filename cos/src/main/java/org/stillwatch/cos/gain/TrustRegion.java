package org.stillwatch.cos.gain;

/**
 * One step of Levenberg and Marquardt with two parameters, as MINPACK's lmpar finds it (J. J. More,
 * The Levenberg-Marquardt algorithm, 1978): the step of least squares whose scaled length is at
 * most delta, within a tenth. The parameters are in the order of the pivots.
 *
 * <p>Of the Jacobian it needs the triangle R of its factors Q R, and the gradient.
 */
final class TrustRegion {
  private static final double TOLERANCE = 0.1;
  private static final int MOST_STEPS = 10;

  private double r11;
  private double r12;
  private double r22;
  private double q1;
  private double q2;

  /** The parameter of Levenberg and Marquardt; kept from step to step. */
  double par;

  /** The step, to be subtracted from the parameters, and its scaled length. */
  double x1;

  double x2;
  double length;

  /**
   * Takes the Jacobian by the products of its columns and with the residuals.
   *
   * @param square1 of the longer column
   */
  void factor(double square1, double square2, double product, double gradient1, double gradient2) {
    r11 = Math.sqrt(square1);
    r12 = product / r11;
    r22 = Math.sqrt(Math.max(0, square2 - r12 * r12));
    q1 = gradient1 / r11;
    q2 = r22 == 0 ? 0 : (gradient2 - r12 * q1) / r22;
  }

  /** Squared length of what the step changes in the linear model. */
  double changeSquared() {
    double c1 = r11 * x1 + r12 * x2;
    double c2 = r22 * x2;
    return c1 * c1 + c2 * c2;
  }

  /** Finds the step for these scales and this radius. */
  void step(double d1, double d2, double delta) {
    x2 = r22 == 0 ? 0 : q2 / r22;
    x1 = (q1 - r12 * x2) / r11;
    measure(d1, d2);
    double excess = length - delta;
    if (excess <= TOLERANCE * delta) {
      par = 0;
      return;
    }
    double lower = r22 == 0 ? 0 : newton(excess / delta, d1 * d1 * x1, d2 * d2 * x2, r11, r12, r22);
    double g1 = r11 * q1;
    double g2 = r12 * q1 + r22 * q2;
    double gradient = norm(g1 / d1, g2 / d2);
    double upper = gradient / delta;
    if (upper == 0) {
      upper = Double.MIN_NORMAL / Math.min(delta, TOLERANCE);
    }
    par = Math.min(Math.max(par, lower), upper);
    if (par == 0) {
      par = gradient / length;
    }
    for (int i = 1; ; i++) {
      if (par == 0) {
        par = Math.max(Double.MIN_NORMAL, 0.001 * upper);
      }
      double p1 = par * d1 * d1;
      double p2 = par * d2 * d2;
      double square = r11 * r11 + p1;
      double s11 = Math.sqrt(square);
      double s12 = r11 * r12 / s11;
      // a sum of what is not negative, so that nothing cancels
      double s22 = Math.sqrt(r22 * r22 + p2 + r12 * r12 * (p1 / square));
      double z1 = g1 / s11;
      double z2 = (g2 - s12 * z1) / s22;
      x2 = z2 / s22;
      x1 = (z1 - s12 * x2) / s11;
      measure(d1, d2);
      double before = excess;
      excess = length - delta;
      if (Math.abs(excess) <= TOLERANCE * delta
          || (lower == 0 && excess <= before && before < 0)
          || i == MOST_STEPS) {
        return;
      }
      double correction = newton(excess / delta, d1 * d1 * x1, d2 * d2 * x2, s11, s12, s22);
      if (excess > 0) {
        lower = Math.max(lower, par);
      }
      if (excess < 0) {
        upper = Math.min(upper, par);
      }
      par = Math.max(lower, par + correction);
    }
  }

  private void measure(double d1, double d2) {
    length = norm(d1 * x1, d2 * x2);
  }

  /** Newton's correction of the parameter, from a triangle and the step scaled twice. */
  private double newton(
      double excess, double scaled1, double scaled2, double t11, double t12, double t22) {
    double v1 = scaled1 / length / t11;
    double v2 = (scaled2 / length - t12 * v1) / t22;
    return excess / (v1 * v1 + v2 * v2);
  }

  private static double norm(double a, double b) {
    return Math.sqrt(a * a + b * b);
  }
}
