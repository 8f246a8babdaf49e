/**
 * Tells a topic of an ntfy server. The trap: a topic without access control is itself the secret.
 *
 * <p>May use {@code core}, {@code notifiers.http} and {@code notifiers.text}.
 */
@NullMarked
package org.stillwatch.notifiers.ntfy;

import org.jspecify.annotations.NullMarked;
