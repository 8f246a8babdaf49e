/**
 * Commands: changes of an instrument that someone asked for. The {@link
 * org.stillwatch.core.control.CommandDesk} checks them, writes down what is meant before anything
 * is sent, and what became of it afterwards.
 *
 * <p>The trap: what makes things safe must pass also when nothing can be written down. May use
 * {@code reading}, {@code instrument}, {@code store}, {@code lease} and {@code interlock}.
 */
@NullMarked
package org.stillwatch.core.control;

import org.jspecify.annotations.NullMarked;
