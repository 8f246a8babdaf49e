/**
 * Tells by e-mail. The trap: a mail server that offers no TLS, or one in between that hides the
 * offer, must not get the password, so TLS is required unless the settings say {@code security:
 * none}.
 *
 * <p>May use {@code core}, {@code notifiers.plot}, {@code notifiers.text} and Angus Mail.
 */
@NullMarked
package org.stillwatch.notifiers.email;

import org.jspecify.annotations.NullMarked;
