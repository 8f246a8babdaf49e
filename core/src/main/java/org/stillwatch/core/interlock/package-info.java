/**
 * Interlocks: conditions that permit an instrument's outputs to rise, or force them to where they
 * are safe. {@link org.stillwatch.core.interlock.InterlockStep} decides in pure steps on {@link
 * org.stillwatch.core.interlock.Inputs}, which come straight from the instruments and do not wait
 * for a store; {@link org.stillwatch.core.interlock.Interlocks} holds them all.
 *
 * <p>The trap: unknown is never fine. What is not known to be good permits nothing, and forces once
 * its data are too old. May use {@code reading}, {@code condition}, {@code instrument} and {@code
 * store}.
 */
@NullMarked
package org.stillwatch.core.interlock;

import org.jspecify.annotations.NullMarked;
