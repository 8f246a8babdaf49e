/**
 * Tells a group of WeCom. The trap: errors come with status 200, and its limit counts bytes.
 *
 * <p>May use {@code core}, {@code notifiers.http}, {@code notifiers.plot} and {@code
 * notifiers.text}.
 */
@NullMarked
package org.stillwatch.notifiers.wecom;

import org.jspecify.annotations.NullMarked;
