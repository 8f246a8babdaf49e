/** FITS files as other programs read them: nom-tam-fits here, and astropy where it is installed. */
@NullMarked
package org.stillwatch.formats.fits;

import org.jspecify.annotations.NullMarked;
