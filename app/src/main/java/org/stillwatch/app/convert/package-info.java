/**
 * Station files from the configurations of other programs. {@link
 * org.stillwatch.app.convert.Conversion} is the place to start. Those files are read as data, never
 * run; what cannot be taken over is named, with its line.
 *
 * <p>May use core, the names of columns in {@code instruments}, and {@code app.config}.
 */
@NullMarked
package org.stillwatch.app.convert;

import org.jspecify.annotations.NullMarked;
