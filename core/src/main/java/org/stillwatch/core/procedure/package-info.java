/**
 * Named programs of waits and actions, such as a cooldown, and the runs of them. A {@link
 * org.stillwatch.core.procedure.Procedure} is what a file says; a {@link
 * org.stillwatch.core.procedure.Program} is a procedure made ready for one fridge and one set of
 * values; a {@link org.stillwatch.core.procedure.Run} is where one has got to. {@link
 * org.stillwatch.core.procedure.RunStep} moves a run on, purely; {@link
 * org.stillwatch.core.procedure.Runs} keeps all of them, tells what they say, and gives the states
 * to keep. {@link org.stillwatch.core.procedure.Prediction} says when a run will reach its
 * thresholds, from its own course and those of earlier runs.
 *
 * <p>The trap: a run lives for days. Whatever it must remember is in its state, which is committed
 * with the rows that changed it; nothing that is not there survives a power cut.
 *
 * <p>May use {@code reading}, {@code condition}, {@code notice}, {@code store} and {@code alarm}.
 */
@NullMarked
package org.stillwatch.core.procedure;

import org.jspecify.annotations.NullMarked;
