package org.stillwatch.instruments.kjlc;

import java.util.EnumSet;
import java.util.Set;

/** The makes that differ in what they measure. */
enum Model {
  /** 392: ion gauge and up to two convection gauges. */
  COMBINED(392),
  /** 354: ion gauge. */
  ION_ONLY(354),
  /** 300: one convection gauge, asked by RD. */
  CONVECTION(300);

  private final int number;

  Model(int number) {
    this.number = number;
  }

  Set<Sensor> sensors() {
    return switch (this) {
      case COMBINED -> EnumSet.allOf(Sensor.class);
      case ION_ONLY -> EnumSet.of(Sensor.ION);
      case CONVECTION -> EnumSet.of(Sensor.CONVECTION_1);
    };
  }

  /**
   * @throws IllegalArgumentException with one sentence
   */
  static Model numbered(int number) {
    for (var model : values()) {
      if (model.number == number) {
        return model;
      }
    }
    throw new IllegalArgumentException(
        "model: " + number + " is not known; expected 392, 354 or 300, or none to find it out");
  }
}
