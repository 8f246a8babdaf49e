/**
 * Vacuum gauges of the Kurt J. Lesker 392, 354 and 300 series on an RS485 pair: {@link
 * org.stillwatch.simulators.kjlc.GaugeLine} is the pair, {@link
 * org.stillwatch.simulators.kjlc.SimulatedGauge} each gauge on it. Rules and frames after the
 * InstruTech IGM402 (manual pp. 59-71) and IGM401 (pp. 33-34), of which they are makes.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.kjlc;

import org.jspecify.annotations.NullMarked;
