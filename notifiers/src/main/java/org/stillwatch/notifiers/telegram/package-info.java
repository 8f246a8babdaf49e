/**
 * Tells a Telegram chat. The trap: the bot's token is part of every address.
 *
 * <p>May use {@code core}, {@code notifiers.http}, {@code notifiers.plot} and {@code
 * notifiers.text}.
 */
@NullMarked
package org.stillwatch.notifiers.telegram;

import org.jspecify.annotations.NullMarked;
