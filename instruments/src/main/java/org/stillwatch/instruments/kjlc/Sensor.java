package org.stillwatch.instruments.kjlc;

/**
 * The sensors of a gauge, with what each can measure at all (Torr). The ion gauge: IGM402 manual,
 * 1e-9 to 5e-2, with room on both sides. Convection gauges: 1e-4 to 1000.
 */
enum Sensor {
  ION("ion", "ion gauge", 1e-12, 1),
  CONVECTION_1("cg1", "convection gauge 1", 1e-5, 1005),
  CONVECTION_2("cg2", "convection gauge 2", 1e-5, 1005);

  private final String part;
  private final String label;
  private final double leastTorr;
  private final double mostTorr;

  Sensor(String part, String label, double leastTorr, double mostTorr) {
    this.part = part;
    this.label = label;
    this.leastTorr = leastTorr;
    this.mostTorr = mostTorr;
  }

  /** {@code ion/pressure}. */
  String channel() {
    return part + "/pressure";
  }

  String label() {
    return label;
  }

  double leastTorr() {
    return leastTorr;
  }

  double mostTorr() {
    return mostTorr;
  }
}
