/**
 * Questions about readings, perhaps with memory, and numbers made of channels. {@link
 * org.stillwatch.core.condition.Condition} and {@link org.stillwatch.core.condition.Expression} are
 * trees of what was asked, written as text ({@code fridge/p4 - fridge/p3 above 100 mbar for 30s})
 * or made directly; bound to channels they are judged by pure steps: the state goes in and comes
 * out. The trap: unknown is an answer of its own, and neither it nor its opposite is true.
 *
 * <p>May use {@code reading}.
 */
@NullMarked
package org.stillwatch.core.condition;

import org.jspecify.annotations.NullMarked;
