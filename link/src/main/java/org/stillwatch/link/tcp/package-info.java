/** Lines over a TCP connection, with a deadline for each. Knows no instrument. */
@NullMarked
package org.stillwatch.link.tcp;

import org.jspecify.annotations.NullMarked;
