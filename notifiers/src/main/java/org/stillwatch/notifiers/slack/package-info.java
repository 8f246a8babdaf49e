/**
 * Tells by a Slack incoming webhook. The trap: Slack answers 200 also when it refuses; only the
 * body {@code ok} is success.
 *
 * <p>May use {@code core} and {@code notifiers.http}.
 */
@NullMarked
package org.stillwatch.notifiers.slack;

import org.jspecify.annotations.NullMarked;
