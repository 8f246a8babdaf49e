/**
 * Programs that measure what Stillwatch costs, for {@code docs/measurements.md}; the principal
 * class is {@link org.stillwatch.benchmarks.Benchmarks}. May use every room; no room may use it.
 * Linux only: the cost of a process is read from {@code /proc}.
 */
@NullMarked
package org.stillwatch.benchmarks;

import org.jspecify.annotations.NullMarked;
