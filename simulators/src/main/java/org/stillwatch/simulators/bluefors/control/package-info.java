/** The Bluefors control software's API as a peer: a tree of values over HTTP and WebSocket. */
@NullMarked
package org.stillwatch.simulators.bluefors.control;

import org.jspecify.annotations.NullMarked;
