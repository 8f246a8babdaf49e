/**
 * Reads the {@code .dat} files of Quantum Design MultiVu: logs and measurements of PPMS, DynaCool
 * and MPMS. Principal class: {@link org.stillwatch.instruments.ppms.MultiVuLog}.
 *
 * <p>The trap: the time column has three different bases, and nothing in the file names the one in
 * use; see {@link org.stillwatch.instruments.ppms.TimeBase}.
 *
 * <p>May use {@code core}, {@code link} and {@code instruments.logfile}; no other family.
 */
@NullMarked
package org.stillwatch.instruments.ppms;

import org.jspecify.annotations.NullMarked;
