/**
 * Reads the binary logs ({@code *.vcl}) of Oxford Instruments dilution refrigerators: Triton,
 * DR200, Triton XL. Principal class: {@link org.stillwatch.instruments.oxford.VclLog}.
 *
 * <p>The trap: labels are not unique and the number of columns differs from fridge to fridge. Both
 * are read from the file, never configured.
 *
 * <p>Proven only on files made by the project's own writer from the layout that independent loaders
 * agree on; no real file was at hand.
 *
 * <p>May use {@code core}, {@code link} and {@code instruments.logfile}; no other family.
 */
@NullMarked
package org.stillwatch.instruments.oxford;

import org.jspecify.annotations.NullMarked;
