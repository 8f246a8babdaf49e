package org.stillwatch.cos.detector;

/**
 * A superpixel whose gain sagged at a high-voltage level. One for each segment, level and
 * superpixel.
 *
 * @param x superpixel along dispersion
 * @param y superpixel across it
 * @param mjdBelow3 start of the earliest CCI in which its gain was at most 3 (MJD)
 * @param source that CCI's name without extensions
 * @param recovery it was measured above 3 again
 */
public record Flag(
    Segment segment, int hv, int x, int y, double mjdBelow3, String source, boolean recovery) {}
