/** Files read and written by h5py, h5dump and jHDF as well. */
@NullMarked
package org.stillwatch.formats.hdf5;

import org.jspecify.annotations.NullMarked;
