/**
 * What is measured: channels, units and readings. A {@link org.stillwatch.core.reading.Reading} is
 * measured or missing; there is no number that stands for "nothing".
 *
 * <p>Uses nothing else of Stillwatch.
 */
@NullMarked
package org.stillwatch.core.reading;

import org.jspecify.annotations.NullMarked;
