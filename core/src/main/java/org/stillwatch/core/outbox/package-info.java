/**
 * How what is durable is sent: which entry is next, when many become one, what happens when a
 * service refuses. {@link org.stillwatch.core.outbox.Outbox} is the place to start.
 *
 * <p>May use {@code reading}, {@code notice} and {@code store}.
 */
@NullMarked
package org.stillwatch.core.outbox;

import org.jspecify.annotations.NullMarked;
