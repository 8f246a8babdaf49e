package org.stillwatch.simulators.kjlc;

import java.time.Duration;

/** The pressures that the sensors of a gauge are in (Torr). */
public interface Vacuum {

  /** The sensors of a gauge. */
  enum Sensor {
    ION,
    CONVECTION_1,
    CONVECTION_2
  }

  /** The pressure at a sensor (Torr). */
  double torr(Sensor sensor, Duration now);

  /**
   * A chamber that is pumped from 5e-6 to 1e-6 Torr within an hour, its fore line at about 20 mTorr
   * and a volume at air, each with a little noise that depends on seed and second alone.
   */
  static Vacuum pumping(long seed) {
    return (sensor, now) -> {
      double minutes = now.toMillis() / 60e3;
      double noise = 1 + 0.01 * wobble(seed, salt(sensor), now.toSeconds());
      return noise
          * switch (sensor) {
            case ION -> 1.0e-6 + 4.0e-6 * Math.exp(-minutes / 15);
            case CONVECTION_1 -> 2.0e-2 + 1.0e-2 * Math.exp(-minutes / 30);
            case CONVECTION_2 -> 7.55e2;
          };
    };
  }

  /** The same pressures for ever. */
  static Vacuum still(double ionTorr, double convection1Torr, double convection2Torr) {
    return (sensor, _) ->
        switch (sensor) {
          case ION -> ionTorr;
          case CONVECTION_1 -> convection1Torr;
          case CONVECTION_2 -> convection2Torr;
        };
  }

  private static int salt(Sensor sensor) {
    return switch (sensor) {
      case ION -> 0;
      case CONVECTION_1 -> 1;
      case CONVECTION_2 -> 2;
    };
  }

  /** Between -1 and 1. */
  private static double wobble(long seed, int salt, long second) {
    long x = seed * 0x9E3779B97F4A7C15L + salt * 0xBF58476D1CE4E5B9L + second;
    x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return (x ^ x >>> 31) / (double) Long.MAX_VALUE;
  }
}
