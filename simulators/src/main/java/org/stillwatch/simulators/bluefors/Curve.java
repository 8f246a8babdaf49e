package org.stillwatch.simulators.bluefors;

/**
 * A smooth line through given points that rises and falls only where the points do: piecewise cubic
 * with the slopes of Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5 (1984) 300.
 */
final class Curve {

  private final double[] x;
  private final double[] y;
  private final double[] slope;
  private final boolean logarithmic;

  private Curve(boolean logarithmic, double[] points) {
    int n = points.length / 2;
    this.logarithmic = logarithmic;
    x = new double[n];
    y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = points[2 * i];
      y[i] = logarithmic ? Math.log(points[2 * i + 1]) : points[2 * i + 1];
      if (i > 0 && x[i] <= x[i - 1]) {
        throw new IllegalArgumentException("points must go forward, not back at " + x[i]);
      }
    }
    slope = new double[n];
    for (int i = 1; i < n - 1; i++) {
      slope[i] = between(rise(i - 1), rise(i));
    }
  }

  /** Points x, y, x, y and so on, joined on a logarithmic scale of y. */
  static Curve logarithmic(double... points) {
    return new Curve(true, points);
  }

  /** Points x, y, x, y and so on, joined on a linear scale of y. */
  static Curve linear(double... points) {
    return new Curve(false, points);
  }

  private double rise(int i) {
    return (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
  }

  /** The harmonic mean; level where the line turns. */
  private static double between(double left, double right) {
    return left * right <= 0 ? 0 : 2 * left * right / (left + right);
  }

  /** Level before the first point and after the last. */
  double at(double where) {
    double value = joined(where);
    return logarithmic ? Math.exp(value) : value;
  }

  private double joined(double where) {
    int last = x.length - 1;
    if (where <= x[0]) {
      return y[0];
    }
    if (where >= x[last]) {
      return y[last];
    }
    int i = 0;
    while (where >= x[i + 1]) {
      i++;
    }
    double h = x[i + 1] - x[i];
    double t = (where - x[i]) / h;
    double u = 1 - t;
    return y[i] * u * u * (1 + 2 * t)
        + y[i + 1] * t * t * (1 + 2 * u)
        + h * t * u * (slope[i] * u - slope[i + 1] * t);
  }
}
