/**
 * From a CCI to its gain map. {@link org.stillwatch.cos.gain.GainMapper} fits a Gaussian to the
 * pulse heights of each superpixel, {@link org.stillwatch.cos.gain.GainMapFile} writes the map, and
 * {@link org.stillwatch.cos.gain.GainMapMaker} does both for a file, or reads a map that was made
 * of the same before. The trap: published gains are where MINPACK's lmder stops, not where the sum
 * of squares is least; so its steps are repeated here, to the last rule of when to end.
 */
@NullMarked
package org.stillwatch.cos.gain;

import org.jspecify.annotations.NullMarked;
