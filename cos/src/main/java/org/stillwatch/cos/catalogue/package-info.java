/**
 * What is known of the archive, in a database: files, exposures, gain of superpixels, flags. {@link
 * org.stillwatch.cos.catalogue.Catalogue} is the way in; it is kept in one file of this machine, in
 * MariaDB or in PostgreSQL, with the same tables, and every change is one transaction. The trap: a
 * row that was derived from a file belongs to it ({@code file_id}) and goes with it; where two
 * files could give the same row, the order of {@link org.stillwatch.cos.catalogue.FileKind} and of
 * their paths decides, never the order in which they came. May use detector, product, sag and maps.
 */
@NullMarked
package org.stillwatch.cos.catalogue;

import org.jspecify.annotations.NullMarked;
