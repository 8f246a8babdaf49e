/**
 * An iseg high-voltage module, which echoes each command as a line.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.iseg;

import org.jspecify.annotations.NullMarked;
