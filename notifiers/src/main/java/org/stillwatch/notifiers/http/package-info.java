/**
 * One bounded HTTP exchange with an address that is a secret. Its principal class is {@link
 * org.stillwatch.notifiers.http.Exchange}. The trap: an HTTP client's exceptions and a server's
 * answers may quote the address, so neither is ever passed on as it is.
 *
 * <p>May use {@code core}, {@code notifiers.text}, the JDK and Jackson, with which an answer is
 * read.
 */
@NullMarked
package org.stillwatch.notifiers.http;

import org.jspecify.annotations.NullMarked;
