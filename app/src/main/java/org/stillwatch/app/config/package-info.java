/**
 * The station file: read as a tree that knows lines and columns, bound to plain records, every
 * problem reported at once.
 */
@NullMarked
package org.stillwatch.app.config;

import org.jspecify.annotations.NullMarked;
