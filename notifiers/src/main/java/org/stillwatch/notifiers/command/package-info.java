/**
 * Tells by running a program. The trap: a text from an instrument must never reach a shell, so the
 * program gets it on its standard input and in its environment.
 *
 * <p>May use {@code core}, {@code notifiers.text} and the JDK.
 */
@NullMarked
package org.stillwatch.notifiers.command;

import org.jspecify.annotations.NullMarked;
