/**
 * {@code kind: caen-hv}: high-voltage supplies of CAEN (N1470, R14xx, DT14xx, DT55xx, DT54xx),
 * asked in their ASCII protocol over TCP, USB or a chain of boards. {@link
 * org.stillwatch.instruments.caen.CaenSupply} asks, {@link
 * org.stillwatch.instruments.caen.SupplyReply} is what one line says, {@link
 * org.stillwatch.instruments.caen.AllOff} makes all outputs safe. Commands, bits and limits are
 * those of the N1470, N1419 and DT55xxE manuals.
 *
 * <p>The trap: a reply names its board, but not its question, and a voltage looks like a current.
 * So questions whose answers look alike never follow each other, each round begins with one whose
 * answer is a word, and it ends with the first answer that is missing or wrong. The other trap: a
 * board that is killed, interlocked or disabled says OK and does nothing, so all is read back.
 */
@NullMarked
package org.stillwatch.instruments.caen;

import org.jspecify.annotations.NullMarked;
