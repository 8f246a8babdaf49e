/**
 * Writes logs as the program of an Oxford Instruments dilution refrigerator does.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.oxford;

import org.jspecify.annotations.NullMarked;
