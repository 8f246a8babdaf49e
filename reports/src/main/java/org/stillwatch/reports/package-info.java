/**
 * Reports of runs as files to take away: the principal class is {@link
 * org.stillwatch.reports.RunReporter}, what a report holds is in {@link
 * org.stillwatch.reports.RunDocument}. The same record gives the same bytes, on every machine.
 *
 * <p>May use {@code core} and the packages {@code page} and {@code chart}.
 */
@NullMarked
package org.stillwatch.reports;

import org.jspecify.annotations.NullMarked;
