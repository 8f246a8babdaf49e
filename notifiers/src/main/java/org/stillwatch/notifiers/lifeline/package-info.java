/**
 * Signs of life for a service outside, which calls people when they stop: healthchecks and those
 * that speak like it.
 *
 * <p>May use {@code notifiers.http} and core.
 */
@NullMarked
package org.stillwatch.notifiers.lifeline;

import org.jspecify.annotations.NullMarked;
