/**
 * The words of XML-RPC, and what the clients of a high-voltage supply ask for in them: {@link
 * org.stillwatch.web.xmlrpc.CallReader} reads a call, {@link
 * org.stillwatch.web.xmlrpc.SupplyMethods} carries it out on a station, {@link
 * org.stillwatch.web.xmlrpc.AnswerWriter} writes what came of it. Knows no connection and no login:
 * those are the server's. May use core; a trap: whatever comes in is from somebody else's program,
 * so every text, number and depth in it has a bound.
 */
@NullMarked
package org.stillwatch.web.xmlrpc;

import org.jspecify.annotations.NullMarked;
