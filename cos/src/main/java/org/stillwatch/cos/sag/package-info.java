/**
 * Gain sag: which superpixels sagged ({@link org.stillwatch.cos.sag.Flagging}), which of them
 * recovered ({@link org.stillwatch.cos.sag.Recovery}), the table of sagged regions that calcos
 * reads ({@link org.stillwatch.cos.sag.GainSagTable}, {@link org.stillwatch.cos.sag.GainSagFile})
 * and how two tables differ. Functions of measurements alone: no order, no clock and no earlier run
 * changes an answer. The trap: a flag has superpixels, a region of a table native pixels.
 */
@NullMarked
package org.stillwatch.cos.sag;

import org.jspecify.annotations.NullMarked;
