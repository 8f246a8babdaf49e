/** A station as a process: store, station and page, opened and closed in order. */
@NullMarked
package org.stillwatch.app.process;

import org.jspecify.annotations.NullMarked;
