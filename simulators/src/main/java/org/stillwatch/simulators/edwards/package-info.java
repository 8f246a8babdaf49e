/**
 * The Edwards TIC controller of turbo pumps and gauges.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.edwards;

import org.jspecify.annotations.NullMarked;
