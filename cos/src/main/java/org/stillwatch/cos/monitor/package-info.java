/**
 * What is made of a catalogue: tables, maps and figures, one at a time by a {@link
 * org.stillwatch.cos.monitor.Recipe}, or all that belong together by a {@link
 * org.stillwatch.cos.monitor.Monitor}. A recipe is all that was chosen for a product; from the
 * recipe that stands in a product's provenance the same bytes come again.
 */
@NullMarked
package org.stillwatch.cos.monitor;

import org.jspecify.annotations.NullMarked;
