/**
 * The course of a channel as a picture for a message. Its principal class is {@link
 * org.stillwatch.notifiers.plot.CurvePicture}. The trap: a picture is never worth a message, so
 * drawing that fails gives none.
 *
 * <p>May use {@code core} and JFreeChart.
 */
@NullMarked
package org.stillwatch.notifiers.plot;

import org.jspecify.annotations.NullMarked;
