/**
 * A power supply that speaks SCPI, as many makes do.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.scpi;

import org.jspecify.annotations.NullMarked;
