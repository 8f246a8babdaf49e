/**
 * HDF5 files, by the HDF Group's own library: {@link org.stillwatch.formats.hdf5.Hdf5File} is the
 * way in. It knows files, groups, one-dimensional datasets that grow, and attributes, and nothing
 * of readings or channels; it uses no other room.
 *
 * <p>The library is not thread safe, so one lock of the process goes around every call. The trap:
 * as long as a file is open for writing, no other program can open it, except in SWMR mode; so
 * whoever appends opens, appends and closes.
 */
@NullMarked
package org.stillwatch.formats.hdf5;

import org.jspecify.annotations.NullMarked;
