package org.stillwatch.cos.maps;

/** Where a gain map covers what was painted before it. */
public enum PaintRule {
  /**
   * Where it has a gain; superpixels that no map had one for are 0. In the core of a hole nothing
   * is fitted, so there an old, higher gain shines through.
   */
  GAIN,

  /**
   * Where it has at least 30 events, also when no gain could be fitted to them (0 then);
   * superpixels that no map had so many for are NaN.
   */
  COUNTS
}
