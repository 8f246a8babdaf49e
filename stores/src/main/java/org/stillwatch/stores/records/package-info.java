/**
 * A yearly status log and a yearly table of readings, as files that people and their scripts read.
 * {@link org.stillwatch.stores.records.YearlyRecords} is the place to start. What is written is
 * durable on return and written once, also over crashes; a file that is there already is continued.
 *
 * <p>May use core alone.
 */
@NullMarked
package org.stillwatch.stores.records;

import org.jspecify.annotations.NullMarked;
