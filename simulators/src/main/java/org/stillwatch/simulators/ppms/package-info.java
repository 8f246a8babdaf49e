/**
 * Writes logs as Quantum Design MultiVu does.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.ppms;

import org.jspecify.annotations.NullMarked;
