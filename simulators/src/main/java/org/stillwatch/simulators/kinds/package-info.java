/**
 * The simulated devices by the words that the station file has for them, for the command line and
 * for contracts.
 */
@NullMarked
package org.stillwatch.simulators.kinds;

import org.jspecify.annotations.NullMarked;
