/** The catalogue, on each engine that it can be kept in. */
@NullMarked
package org.stillwatch.cos.catalogue;

import org.jspecify.annotations.NullMarked;
