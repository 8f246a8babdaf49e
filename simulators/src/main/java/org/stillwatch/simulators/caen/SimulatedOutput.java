package org.stillwatch.simulators.caen;

import java.time.Duration;

/**
 * One channel with a resistor as its load. It ramps to its set point and back, limits its current,
 * and trips when it has done so for too long. Not safe for threads; its board is.
 */
final class SimulatedOutput {

  /** Bits of STAT (N1470 manual). */
  static final int ON = 1;

  static final int RAMP_UP = 1 << 1;
  static final int RAMP_DOWN = 1 << 2;
  static final int OVER_CURRENT = 1 << 3;
  static final int UNDER_VOLTAGE = 1 << 5;
  static final int MAX_VOLTAGE = 1 << 6;
  static final int TRIP = 1 << 7;

  /** TRIP with this value never trips (s). */
  static final double NEVER = 1000;

  /** The volts by which an output is under its set point before that is told. */
  private static final double UNDER = 10;

  private static final double STEP_SECONDS = 0.01;
  private static final double STEPS = 10_000;

  double setVolt;
  double setMicroampere;
  double rampUp = 50;
  double rampDown = 100;
  double tripSeconds = 10;
  double maxVolt;
  boolean killsAtTrip;
  boolean lowRange;
  boolean deaf;
  double loadMegohm = 1000;
  private double volt;
  private boolean on;
  private boolean tripped;
  private double limitedSeconds;
  private double stuckAt = Double.NaN;
  private int held;
  private boolean trippedNow;

  SimulatedOutput(double maxVolt, double setMicroampere) {
    this.maxVolt = maxVolt;
    this.setMicroampere = setMicroampere;
  }

  double volt() {
    return volt;
  }

  double microampere() {
    return volt / loadMegohm;
  }

  void switchOn() {
    on = true;
    tripped = false;
    limitedSeconds = 0;
  }

  void switchOff() {
    on = false;
  }

  void drop() {
    on = false;
    volt = 0;
  }

  /** Ready at its set point, as after a ramp. */
  void settle() {
    on = true;
    volt = Math.min(setVolt, maxVolt);
  }

  void trip() {
    tripped = true;
    trippedNow = true;
    on = false;
    if (killsAtTrip) {
      volt = 0;
    }
  }

  /** Its regulator is broken and stays at this voltage. */
  void stick(double at) {
    stuckAt = at;
  }

  /** Whether it tripped since this was asked last. */
  boolean takeTripped() {
    boolean was = trippedNow;
    trippedNow = false;
    return was;
  }

  /** Bits that are told whatever the output does. */
  void hold(int bits) {
    held = bits;
  }

  void pass(Duration length) {
    double left = length.toNanos() / 1e9;
    double step = Math.max(STEP_SECONDS, left / STEPS);
    while (left > 0) {
      step(Math.min(step, left));
      left -= step;
    }
  }

  private void step(double seconds) {
    double wanted = on ? Math.min(setVolt, maxVolt) : 0;
    volt =
        volt < wanted
            ? Math.min(wanted, volt + rampUp * seconds)
            : Math.max(wanted, volt - rampDown * seconds);
    volt = Double.isNaN(stuckAt) ? volt : stuckAt;
    double most = setMicroampere * loadMegohm;
    boolean limited = on && volt >= most && wanted >= most;
    if (limited) {
      volt = most;
      limitedSeconds += seconds;
      if (tripSeconds < NEVER && limitedSeconds >= tripSeconds) {
        trip();
      }
    } else {
      limitedSeconds = 0;
    }
  }

  int status() {
    int status = held;
    double wanted = on ? Math.min(setVolt, maxVolt) : 0;
    boolean limited = on && volt >= setMicroampere * loadMegohm && volt < wanted;
    boolean ramps = volt != wanted && !limited;
    status |= on ? ON : 0;
    status |= ramps && volt < wanted ? RAMP_UP : 0;
    status |= ramps && volt > wanted ? RAMP_DOWN : 0;
    status |= limited ? OVER_CURRENT : 0;
    status |= on && !ramps && volt < setVolt - UNDER ? UNDER_VOLTAGE : 0;
    status |= on && setVolt > maxVolt && volt >= maxVolt ? MAX_VOLTAGE : 0;
    status |= tripped ? TRIP : 0;
    return status;
  }
}
