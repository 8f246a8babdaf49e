/**
 * What instruments share that speak to a device or a server: bounded counting of messages that
 * cannot be read. Uses no family.
 */
@NullMarked
package org.stillwatch.instruments.live;

import org.jspecify.annotations.NullMarked;
