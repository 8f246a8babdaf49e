/**
 * Bluefors dilution refrigerators. {@link org.stillwatch.instruments.bluefors.BlueforsLogs} reads
 * the classic log folders of the control software; layout, tables and sentinels are those of the
 * vendor's text files as seen in real logs of both software builds.
 *
 * <p>The trap: a thermometer that leaves its calibration curve repeats its last temperature for up
 * to an hour, as if it were cold and stable; see {@link
 * org.stillwatch.instruments.bluefors.CurveJudge}.
 *
 * <p>Its sub-packages ask the same refrigerator live, under the same names of channels: the
 * temperature controller, the control software, and the older ValveControl.
 *
 * <p>May use {@code core}, {@code link} and {@code instruments.logfile}.
 */
@NullMarked
package org.stillwatch.instruments.bluefors;

import org.jspecify.annotations.NullMarked;
