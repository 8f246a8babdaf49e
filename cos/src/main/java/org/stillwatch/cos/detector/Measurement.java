package org.stillwatch.cos.detector;

/**
 * The gain of one superpixel in one CCI.
 *
 * @param source the CCI's name without extensions
 * @param hv high-voltage level of the CCI
 * @param expstart its start (MJD), five decimals
 * @param x superpixel along dispersion
 * @param y superpixel across it
 * @param gain modal gain (PHA bins), three decimals, above 0
 * @param counts events of all 32 pulse heights
 */
public record Measurement(
    String source,
    Segment segment,
    int hv,
    double expstart,
    int x,
    int y,
    double gain,
    int counts) {}
