/**
 * Writes logs as the program of a CETC XS400 refrigerator does.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.xs400;

import org.jspecify.annotations.NullMarked;
