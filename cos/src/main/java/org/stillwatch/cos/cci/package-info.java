/**
 * Cumulative images (CCIs): {@link org.stillwatch.cos.cci.CciFile} reads one in a single pass, from
 * a gzip file or a plain one, and gives its header, the names of the exposures that were summed and
 * the {@link org.stillwatch.cos.cci.Cube} of its 32 pulse heights in superpixels. The native
 * images, 1 GB of them, are never in memory. The trap: a cube is indexed by superpixels, {@code
 * [y][x]}.
 */
@NullMarked
package org.stillwatch.cos.cci;

import org.jspecify.annotations.NullMarked;
