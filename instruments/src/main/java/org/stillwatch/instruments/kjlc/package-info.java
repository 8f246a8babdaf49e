/**
 * {@code kind: kjlc-gauge}: vacuum gauges of the Kurt J. Lesker 392, 354 and 300 series and their
 * relatives (InstruTech IGM402, IGM401, CVM201), asked in ASCII over RS485, RS232 or a converter.
 * {@link org.stillwatch.instruments.kjlc.Gauge} asks, {@link
 * org.stillwatch.instruments.kjlc.GaugeReply} is what one frame says, {@link
 * org.stillwatch.instruments.kjlc.PressureText} what a pressure means. Frames, codes and limits are
 * those of the IGM402 manual (pp. 59-71) and the IGM401 manual (pp. 33-34).
 *
 * <p>The trap: a reply names its gauge, but not its question. So each poll begins with a question
 * whose answer cannot be a pressure, a poll ends at the first answer that is missing or wrong, and
 * after each answer the line must be quiet.
 */
@NullMarked
package org.stillwatch.instruments.kjlc;

import org.jspecify.annotations.NullMarked;
