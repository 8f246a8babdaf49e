/** Gain maps, compared with those of the original algorithm. */
@NullMarked
package org.stillwatch.cos.gain;

import org.jspecify.annotations.NullMarked;
