/**
 * {@code kind: modbus}: any device with registers, over Modbus TCP or RTU. {@link
 * org.stillwatch.instruments.modbus.ModbusSettings} holds the keys; registers that lie side by side
 * are read in one request.
 *
 * <p>The trap: manuals count registers from 1, frames from 0, and some devices from 1 in frames as
 * well. An {@code address} is always the number in the frame.
 */
@NullMarked
package org.stillwatch.instruments.modbus;

import org.jspecify.annotations.NullMarked;
