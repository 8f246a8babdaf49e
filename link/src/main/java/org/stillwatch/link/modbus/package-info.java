/**
 * Modbus over TCP and over serial lines (RTU), on a {@link org.stillwatch.link.lane.Lane} like all
 * traffic: so two units on one pair of wires take turns. {@link
 * org.stillwatch.link.modbus.ModbusLine} asks; messages are encoded by the library, frames are
 * checked here: address, function, length, transaction, checksum.
 *
 * <p>Knows no instrument and no reading.
 */
@NullMarked
package org.stillwatch.link.modbus;

import org.jspecify.annotations.NullMarked;
