/**
 * The far-ultraviolet detector of the Cosmic Origins Spectrograph and what is measured of it:
 * segments, superpixels, times, measurements, flags. Values alone: no file, no database. The trap
 * here is the unit of a position: {@code x} and {@code y} are superpixels (8 by 2 native pixels)
 * everywhere but in the rows of a table, which say {@code LX} and {@code LY} for native pixels.
 */
@NullMarked
package org.stillwatch.cos.detector;

import org.jspecify.annotations.NullMarked;
