/**
 * Fills the catalogue from the archive: finds what is new, moved, changed or gone, reads it with
 * several threads and writes it with one. {@link org.stillwatch.cos.ingest.Ingest} is the way in; a
 * monitor that wants rows of its own adds an {@link org.stillwatch.cos.ingest.IngestStep} to its
 * list. The trap: nothing here may depend on the order in which files are found or threads are
 * done. May use catalogue, detector, product, sag and maps.
 */
@NullMarked
package org.stillwatch.cos.ingest;

import org.jspecify.annotations.NullMarked;
