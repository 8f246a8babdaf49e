/**
 * The HDF5 files of VIPER, for import: {@link org.stillwatch.instruments.viper.ViperPast} reads
 * them. Its rows say how long their run had gone on and not when that was; a file that Stillwatch
 * continued says it in {@code TimeUTC}, else the user must.
 *
 * <p>May use core and formats; never another family.
 */
@NullMarked
package org.stillwatch.instruments.viper;

import org.jspecify.annotations.NullMarked;
