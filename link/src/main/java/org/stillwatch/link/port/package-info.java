/** The keys of a port in the station file, as every family on a line has them. */
@NullMarked
package org.stillwatch.link.port;

import org.jspecify.annotations.NullMarked;
