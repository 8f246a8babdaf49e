/**
 * Questions with memory about readings. Pure steps: the state goes in and comes out.
 *
 * <p>May use {@code reading}.
 */
@NullMarked
package org.stillwatch.core.condition;

import org.jspecify.annotations.NullMarked;
