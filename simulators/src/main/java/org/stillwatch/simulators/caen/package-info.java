/**
 * High-voltage supplies of CAEN, as far as their ASCII protocol tells: {@link
 * org.stillwatch.simulators.caen.SimulatedCaen} is a chain of boards on one cable, {@link
 * org.stillwatch.simulators.caen.SimulatedBoard} one of them with its front panel, {@link
 * org.stillwatch.simulators.caen.SimulatedOutput} a channel with its ramp and its load. Commands
 * and bits are those of the N1470 manual; what the manuals leave open is said where it was chosen.
 *
 * <p>The trap: a board that is killed, interlocked or disabled answers OK to a command and does
 * nothing.
 */
@NullMarked
package org.stillwatch.simulators.caen;

import org.jspecify.annotations.NullMarked;
