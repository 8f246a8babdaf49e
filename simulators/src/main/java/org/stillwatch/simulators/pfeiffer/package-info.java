/**
 * Pfeiffer gauge controllers with their handshake of ACK and ENQ.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.pfeiffer;

import org.jspecify.annotations.NullMarked;
