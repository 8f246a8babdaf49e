/** Puts a station together from its file and runs it: the only room that knows all rooms. */
@NullMarked
package org.stillwatch.app;

import org.jspecify.annotations.NullMarked;
