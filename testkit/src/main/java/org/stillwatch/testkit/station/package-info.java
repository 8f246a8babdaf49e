/**
 * A station without instruments, rules or store, for tests of whatever shows a station: {@link
 * org.stillwatch.testkit.station.ScriptedStation} answers what it was told, on a clock that the
 * test moves.
 *
 * <p>May use {@code core} alone.
 */
@NullMarked
package org.stillwatch.testkit.station;

import org.jspecify.annotations.NullMarked;
