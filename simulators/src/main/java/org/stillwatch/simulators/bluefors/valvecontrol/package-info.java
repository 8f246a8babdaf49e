/** The older ValveControl program's server as a peer. */
@NullMarked
package org.stillwatch.simulators.bluefors.valvecontrol;

import org.jspecify.annotations.NullMarked;
