/**
 * What many gain maps together say: the gain of the whole detector ({@link
 * org.stillwatch.cos.maps.TotalGain}), the pulse heights to accept ({@link
 * org.stillwatch.cos.maps.PhaImage}) and when a superpixel will have sagged ({@link
 * org.stillwatch.cos.maps.GainTrend}); and their files. One gain map is in memory at a time. The
 * trap: files have native pixels, everything before has superpixels.
 */
@NullMarked
package org.stillwatch.cos.maps;

import org.jspecify.annotations.NullMarked;
