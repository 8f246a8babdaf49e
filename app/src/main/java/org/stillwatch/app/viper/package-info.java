/**
 * VIPER's way of working: two files of settings, one gauge controller, one HDF5 file and a line for
 * each recording; without a station. {@link org.stillwatch.app.viper.ViperRun} is what {@code
 * record} does.
 */
@NullMarked
package org.stillwatch.app.viper;

import org.jspecify.annotations.NullMarked;
