/** Recordings, read back by h5py. */
@NullMarked
package org.stillwatch.stores.recording;

import org.jspecify.annotations.NullMarked;
