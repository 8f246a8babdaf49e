/**
 * Prints notices where the station was started.
 *
 * <p>May use {@code core}.
 */
@NullMarked
package org.stillwatch.notifiers.terminal;

import org.jspecify.annotations.NullMarked;
