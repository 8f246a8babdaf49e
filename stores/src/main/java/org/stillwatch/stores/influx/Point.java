package org.stillwatch.stores.influx;

import org.stillwatch.core.reading.Reading;

/**
 * A reading on its way.
 *
 * @param line without its end
 */
record Point(Reading reading, String line) {}
