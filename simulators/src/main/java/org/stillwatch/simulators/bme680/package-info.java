/**
 * A Bosch BME680 gas sensor behind an Arduino, with either of the two sketches in use.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.bme680;

import org.jspecify.annotations.NullMarked;
