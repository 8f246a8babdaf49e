/**
 * Tells a Discord channel. The trap: without {@code wait=true} Discord says yes before it has saved
 * a message.
 *
 * <p>May use {@code core}, {@code notifiers.http}, {@code notifiers.plot} and {@code
 * notifiers.text}.
 */
@NullMarked
package org.stillwatch.notifiers.discord;

import org.jspecify.annotations.NullMarked;
