/**
 * Tells by a Slack incoming webhook. The trap: Slack answers 200 also when it refuses; only the
 * body {@code ok} is success.
 *
 * <p>May use {@code core}, {@code notifiers.http} and {@code notifiers.text}.
 */
@NullMarked
package org.stillwatch.notifiers.slack;

import org.jspecify.annotations.NullMarked;
