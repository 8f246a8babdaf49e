/**
 * {@code kind: bluefors-control}: the values of the Bluefors control software over its API, version
 * 5: asked for at intervals, and pushed in between where the software lets a WebSocket listen.
 * Reads only. The channels are those of {@code bluefors-logs}.
 *
 * <p>The traps: values are texts, and an empty one is no value; the server's certificate is signed
 * by nobody, so it is accepted by its fingerprint; pressures are in bar here and in mbar in the
 * logs.
 */
@NullMarked
package org.stillwatch.instruments.bluefors.control;

import org.jspecify.annotations.NullMarked;
