/**
 * The contract of an instrument: it hands out turns of readings with an opaque cursor and knows no
 * rule and no store.
 *
 * <p>May use {@code reading} and {@code condition}.
 */
@NullMarked
package org.stillwatch.core.instrument;

import org.jspecify.annotations.NullMarked;
