/**
 * Lake Shore temperature monitors and resistance bridges on their wire.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.lakeshore;

import org.jspecify.annotations.NullMarked;
