package org.stillwatch.cos.figure;

import org.stillwatch.cos.detector.Segment;

/**
 * The part of the detector that a figure shows, in native pixels.
 *
 * @param left least XCORR
 * @param right greatest XCORR
 * @param bottom least YCORR
 * @param top greatest YCORR
 */
record Window(double left, double right, double bottom, double top) {

  /** Where regions are looked at by their date, and compared. */
  static Window ofDates(Segment segment) {
    return switch (segment) {
      case FUVA -> new Window(400, 15500, 200, 800);
      case FUVB -> new Window(400, 15400, 350, 800);
    };
  }

  /** Of the cumulative maps for the web page. */
  static Window ofCumulative(Segment segment) {
    return switch (segment) {
      case FUVA -> new Window(400, 15500, 280, 780);
      case FUVB -> new Window(400, 15400, 300, 800);
    };
  }

  /** Of the figures that go with the delivery of a table. */
  static Window ofDelivery(Segment segment) {
    return switch (segment) {
      case FUVA -> new Window(0, 16384, 300, 600);
      case FUVB -> new Window(0, 16384, 300, 800);
    };
  }
}
