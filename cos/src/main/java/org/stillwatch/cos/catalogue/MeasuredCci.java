package org.stillwatch.cos.catalogue;

import org.stillwatch.cos.detector.GainMap;

/**
 * What was measured of a CCI.
 *
 * @param mapName the name of the file of its gain map, without directory
 */
public record MeasuredCci(GainMap map, String mapName) {}
