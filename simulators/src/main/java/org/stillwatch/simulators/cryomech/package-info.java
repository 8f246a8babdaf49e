/**
 * A Cryomech CPA compressor with digital panel, over Modbus TCP and RTU.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.cryomech;

import org.jspecify.annotations.NullMarked;
