/**
 * Tells any service that takes JSON over HTTP.
 *
 * <p>May use {@code core}, {@code notifiers.http} and Jackson, with which a template is checked.
 */
@NullMarked
package org.stillwatch.notifiers.webhook;

import org.jspecify.annotations.NullMarked;
