/**
 * Serial ports, by jSerialComm: {@link org.stillwatch.link.serial.SerialPort} opens one for this
 * process alone and says who else has it when it cannot be had.
 *
 * <p>The trap: {@code /dev/ttyUSB0} is another device after the next restart; {@link
 * org.stillwatch.link.serial.StableName} finds the name that stays.
 */
@NullMarked
package org.stillwatch.link.serial;

import org.jspecify.annotations.NullMarked;
