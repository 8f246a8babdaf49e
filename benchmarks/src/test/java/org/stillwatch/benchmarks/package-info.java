/** Tests that the benchmarks measure at all; none of them is about speed. */
@NullMarked
package org.stillwatch.benchmarks;

import org.jspecify.annotations.NullMarked;
