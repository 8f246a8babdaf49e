/**
 * Leases: who may change an instrument now, who waits for that, and what becomes of it when they
 * vanish. {@link org.stillwatch.core.lease.LeaseStep} decides in pure steps; {@link
 * org.stillwatch.core.lease.LeaseDesk} keeps the states, durable before anybody is told.
 *
 * <p>The trap: reading never needs a lease, and what makes things safe is never refused for one.
 * May use {@code reading}, {@code notice}, {@code instrument} and {@code store}.
 */
@NullMarked
package org.stillwatch.core.lease;

import org.jspecify.annotations.NullMarked;
