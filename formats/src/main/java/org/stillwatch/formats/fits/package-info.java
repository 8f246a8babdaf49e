/**
 * FITS files (version 4.0 of the standard), with nom-tam-fits for the cards of headers: {@link
 * org.stillwatch.formats.fits.FitsWriter} writes them part by part to a stream, each pixel and each
 * row once, so that no file has to fit into memory, and {@link
 * org.stillwatch.formats.fits.FitsReader} reads them so. It knows headers, images and binary
 * tables, and nothing of an instrument; it uses no other room. The trap: x (NAXIS1) runs fastest,
 * so arrays are {@code [y * width + x]}.
 */
@NullMarked
package org.stillwatch.formats.fits;

import org.jspecify.annotations.NullMarked;
