/**
 * Recordings: readings of the store as tables in HDF5 files, for people to take away and for other
 * programs to read while they grow. {@link org.stillwatch.stores.recording.Recorder} is the way in.
 *
 * <p>A recording is a function of the store: what a file lacks after a crash, a full disk or a
 * reader that held it is read from the store again. So nothing here keeps rows in memory for long,
 * and where a recording goes on is said by its files alone.
 *
 * <p>May use core and formats; never another store.
 */
@NullMarked
package org.stillwatch.stores.recording;

import org.jspecify.annotations.NullMarked;
