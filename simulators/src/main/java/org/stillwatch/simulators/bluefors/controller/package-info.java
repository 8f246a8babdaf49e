/**
 * The Bluefors temperature controller as a peer: measurements in its own JSON, published to a
 * broker and asked for over HTTP, with all the ways in which that goes wrong.
 */
@NullMarked
package org.stillwatch.simulators.bluefors.controller;

import org.jspecify.annotations.NullMarked;
