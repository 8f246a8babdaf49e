/**
 * Rules and what they remember. {@link org.stillwatch.core.alarm.Watch} steps all of them: readings
 * and the clock go in, notices and snapshots come out, and the states to keep. No thread, no clock,
 * no store: live, replay and tests use the same steps.
 *
 * <p>May use {@code reading}, {@code condition}, {@code notice} and {@code store}.
 */
@NullMarked
package org.stillwatch.core.alarm;

import org.jspecify.annotations.NullMarked;
