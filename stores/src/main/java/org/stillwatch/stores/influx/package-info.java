/**
 * Carries readings on to InfluxDB 1, 2 and 3, and to whatever else takes line protocol over HTTP.
 * {@link org.stillwatch.stores.influx.InfluxSink} follows the store; {@link
 * org.stillwatch.stores.influx.LineProtocol} writes a point; {@link
 * org.stillwatch.stores.influx.BatchWriter} finds the points that a server will not take. The trap:
 * servers disagree about backslashes, and a name that ends in one swallows what follows it.
 *
 * <p>May use core alone. No class here may be used by another store.
 */
@NullMarked
package org.stillwatch.stores.influx;

import org.jspecify.annotations.NullMarked;
