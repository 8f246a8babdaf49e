/**
 * The guard of a high-voltage supply: a small process of its own that owns the one connection to
 * the device, and makes its outputs safe when the station no longer shows that its interlocks are
 * judged. {@link org.stillwatch.link.guard.LineGuard} is that process; {@link
 * org.stillwatch.link.guard.GuardStep} decides; the station speaks to it through a {@link
 * org.stillwatch.link.guard.GuardPort} (requests to the device) and a {@link
 * org.stillwatch.link.guard.GuardClient} (the heartbeat). A family implements {@link
 * org.stillwatch.link.guard.GuardedKind} and {@link org.stillwatch.link.guard.Outputs}.
 *
 * <p>The trap: a station that is stopped and goes on later still has commands under way. So what
 * lets an output rise passes only while heartbeats come, and after the guard acted not before they
 * came for a whole loss time again.
 *
 * <p>Knows no instrument and no reading.
 */
@NullMarked
package org.stillwatch.link.guard;

import org.jspecify.annotations.NullMarked;
