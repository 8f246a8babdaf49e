/**
 * What a station file says of one value that a device gives: its channel, unit, scale, sentinels,
 * states, range, bits. {@link org.stillwatch.instruments.value.ValueChannel} makes readings of it;
 * it is the last place that knows what the device wrote.
 *
 * <p>Shared by the kinds that are written by configuration alone: {@code text}, {@code modbus},
 * {@code mqtt}, {@code http-json}.
 */
@NullMarked
package org.stillwatch.instruments.value;

import org.jspecify.annotations.NullMarked;
