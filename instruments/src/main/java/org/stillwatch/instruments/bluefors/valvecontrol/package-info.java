/**
 * {@code kind: bluefors-valvecontrol}: the server of the older ValveControl program, asked over TCP
 * for gauges, flow and valves. Reads only; it never asks for control. The channels are those of
 * {@code bluefors-logs}.
 *
 * <p>The trap: it ends a connection that was silent for 30 s, so an empty line goes out in between.
 */
@NullMarked
package org.stillwatch.instruments.bluefors.valvecontrol;

import org.jspecify.annotations.NullMarked;
