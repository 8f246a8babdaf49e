/**
 * Files to take away, each with how it came to be: inputs by their hash, parameters, code version.
 * A file appears whole or not at all, and from the same provenance the same bytes come again.
 */
@NullMarked
package org.stillwatch.cos.product;

import org.jspecify.annotations.NullMarked;
