/** Tests of what all log folders have in common. */
@NullMarked
package org.stillwatch.instruments.logfile;

import org.jspecify.annotations.NullMarked;
