/**
 * Reads the tab separated logs of Leiden Cryogenics refrigerators: thermometers ({@code LogAVS},
 * {@code WarmUp}) and the front panel ({@code logFP}). Principal class: {@link
 * org.stillwatch.instruments.leiden.LeidenLog}.
 *
 * <p>The trap: the files {@code _0} to {@code _9} of one run interleave in time; they are one log
 * and must all be read.
 *
 * <p>May use {@code core}, {@code link} and {@code instruments.logfile}; no other family.
 */
@NullMarked
package org.stillwatch.instruments.leiden;

import org.jspecify.annotations.NullMarked;
