/**
 * What ingests bring, as readings of a station: so rules, plots and messages come for free. The
 * ingest writes into the catalogue and knows no station; the station follows the catalogue.
 */
@NullMarked
package org.stillwatch.cos.results;

import org.jspecify.annotations.NullMarked;
