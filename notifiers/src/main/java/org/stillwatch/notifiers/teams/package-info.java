/**
 * Tells a channel of Microsoft Teams. The trap: 202 says that a message is queued, not that anyone
 * will see it.
 *
 * <p>May use {@code core}, {@code notifiers.http} and {@code notifiers.text}.
 */
@NullMarked
package org.stillwatch.notifiers.teams;

import org.jspecify.annotations.NullMarked;
