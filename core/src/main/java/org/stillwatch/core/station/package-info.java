/**
 * The running whole: takes turns from instruments, steps the rules, commits, then tells. Its
 * outside is {@link org.stillwatch.core.station.StationView}.
 *
 * <p>May use all other concepts of {@code core}.
 */
@NullMarked
package org.stillwatch.core.station;

import org.jspecify.annotations.NullMarked;
