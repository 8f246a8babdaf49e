/**
 * Reads the workbooks ({@code .xlsx}) that the program of a CETC XS400 refrigerator writes as its
 * log. Principal class: {@link org.stillwatch.instruments.xs400.Xs400Log}.
 *
 * <p>The trap: the program rewrites the whole workbook for every row. It cannot be followed like a
 * growing file, and a reader meets half of it now and then.
 *
 * <p>Proven only on files made by the project's own writer from the known layout; no real file was
 * at hand.
 *
 * <p>May use {@code core}, {@code link} and {@code instruments.logfile}; no other family.
 */
@NullMarked
package org.stillwatch.instruments.xs400;

import org.jspecify.annotations.NullMarked;
