/**
 * {@code kind: text}: any device that answers lines of text, by configuration alone. {@link
 * org.stillwatch.instruments.text.TextSettings} holds the keys; what is wrong with them is found
 * when they are bound. A {@code TextDevice} polls, a {@code Dialogue} speaks, {@code TextControls}
 * command.
 *
 * <p>The trap: a pattern that fits a garbled reply. So a reply must fit as a whole, and a number
 * must be one as a whole.
 */
@NullMarked
package org.stillwatch.instruments.text;

import org.jspecify.annotations.NullMarked;
