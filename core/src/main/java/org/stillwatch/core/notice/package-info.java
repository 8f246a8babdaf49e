/**
 * What people are told, and how: notices, severities, routes and the contract of a notifier.
 *
 * <p>May use {@code reading}.
 */
@NullMarked
package org.stillwatch.core.notice;

import org.jspecify.annotations.NullMarked;
