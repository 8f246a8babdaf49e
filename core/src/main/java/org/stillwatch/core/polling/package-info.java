/**
 * Instruments that are asked again and again: a family writes a {@link
 * org.stillwatch.core.polling.Device}, {@link org.stillwatch.core.polling.PolledInstrument} asks it
 * at a fixed rate and makes turns of what came.
 *
 * <p>The trap: what is not asked at its time cannot be had any more, so the polls have a thread of
 * their own and do not wait for the store. May use {@code reading} and {@code instrument}.
 */
@NullMarked
package org.stillwatch.core.polling;

import org.jspecify.annotations.NullMarked;
