/** Unpacking, compared with the JDK's own. */
@NullMarked
package org.stillwatch.formats.inflate;

import org.jspecify.annotations.NullMarked;
