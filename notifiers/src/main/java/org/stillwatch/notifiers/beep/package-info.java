/**
 * Rings the bell of the computer on which the station runs. The trap: nothing tells whether anyone
 * can hear it, so its receipt says what was done and no more.
 *
 * <p>May use {@code core} and the JDK.
 */
@NullMarked
package org.stillwatch.notifiers.beep;

import org.jspecify.annotations.NullMarked;
