/**
 * {@code kind: bme680-arduino}: a Bosch BME680 behind an Arduino that answers each {@code R} with a
 * line of temperature, pressure, humidity and gas resistance. {@link
 * org.stillwatch.instruments.bme680.GasSensor} asks, {@link
 * org.stillwatch.instruments.bme680.GasLine} is what one line says. The limits of the sensor are
 * those of its data sheet (Bosch BST-BME680-DS001).
 *
 * <p>The trap: opening the port restarts the Arduino, and a line that is cut off may still look
 * like numbers. So nothing counts without its line end, its four fields and its two decimals.
 */
@NullMarked
package org.stillwatch.instruments.bme680;

import org.jspecify.annotations.NullMarked;
