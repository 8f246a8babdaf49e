/**
 * Writes logs as the programs of a Leiden Cryogenics refrigerator do.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.leiden;

import org.jspecify.annotations.NullMarked;
