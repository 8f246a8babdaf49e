/** Ingests archives that tests make, and recorded files. */
@NullMarked
package org.stillwatch.cos.ingest;

import org.jspecify.annotations.NullMarked;
