/** The writer of line protocol against a strict reader, scripted servers, and real ones. */
@NullMarked
package org.stillwatch.stores.influx;

import org.jspecify.annotations.NullMarked;
