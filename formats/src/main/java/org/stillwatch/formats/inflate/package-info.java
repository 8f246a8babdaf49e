/**
 * Unpacks gzip files (RFC 1951, RFC 1952) that are mostly zeros. {@link
 * org.stillwatch.formats.inflate.Gunzip} gives the bytes as they come, and long stretches of zeros
 * as their length alone, so that 1 GB of nearly empty images costs neither memory nor time. The
 * trap: a buffer that is handed out belongs to the giver and changes after the call.
 */
@NullMarked
package org.stillwatch.formats.inflate;

import org.jspecify.annotations.NullMarked;
