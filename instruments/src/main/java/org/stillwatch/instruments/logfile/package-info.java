/**
 * What all instruments have in common that are log files: following, merging the rows of several
 * files by time, local clocks, the cursor. The families give a {@link
 * org.stillwatch.instruments.logfile.LogFormat}.
 *
 * <p>May use {@code core} and {@code link}; families may use this package but not each other.
 */
@NullMarked
package org.stillwatch.instruments.logfile;

import org.jspecify.annotations.NullMarked;
