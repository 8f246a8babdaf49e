/**
 * The contract of what is kept: one transaction holds readings, source positions, states and
 * notices (commit before act).
 *
 * <p>States and cursors are opaque texts here: their owners write and read them. May use {@code
 * reading} and {@code notice}.
 */
@NullMarked
package org.stillwatch.core.store;

import org.jspecify.annotations.NullMarked;
