/**
 * A dilution refrigerator that writes the log folders of the Bluefors control software: {@link
 * org.stillwatch.simulators.bluefors.FridgeModel} is the machine, {@link
 * org.stillwatch.simulators.bluefors.BlueforsLogWriter} the files, {@link
 * org.stillwatch.simulators.bluefors.SimulatedFridge} drives both. The trap: two clocks. The
 * fridge's own time runs fast; the files carry the wall clock.
 *
 * <p>Uses the JDK alone.
 */
@NullMarked
package org.stillwatch.simulators.bluefors;

import org.jspecify.annotations.NullMarked;
