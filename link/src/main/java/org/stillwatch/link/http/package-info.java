/**
 * Questions over HTTP and messages over WebSockets, as text. A certificate that no authority signed
 * is accepted by its {@link org.stillwatch.link.http.Fingerprint} alone. No failure shows more of
 * an address than its beginning: the rest may hold a key. Knows no instrument.
 */
@NullMarked
package org.stillwatch.link.http;

import org.jspecify.annotations.NullMarked;
