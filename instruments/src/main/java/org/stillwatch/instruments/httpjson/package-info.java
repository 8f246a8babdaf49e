/**
 * {@code kind: http-json}: values of a device or a service that answers JSON over HTTP, by
 * configuration alone. {@link org.stillwatch.instruments.httpjson.HttpJsonSettings} holds the keys.
 *
 * <p>The trap: a service that answers well with values of yesterday. Where the answer says when it
 * was measured, {@code time} and {@code oldest} make old values missing.
 */
@NullMarked
package org.stillwatch.instruments.httpjson;

import org.jspecify.annotations.NullMarked;
