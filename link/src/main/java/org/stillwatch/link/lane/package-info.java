/**
 * One lane for each port: requests and answers over a serial line or a TCP connection, one at a
 * time, each with a deadline. {@link org.stillwatch.link.lane.Lane} is the principal class; {@link
 * org.stillwatch.link.lane.Framing} says where an answer ends; an {@link
 * org.stillwatch.link.lane.Answer} is one of five, and none of them is an exception.
 *
 * <p>The trap: an answer that comes too late is taken for the answer to the next request. So input
 * is thrown away before each request, and after an answer that failed the lane waits until late
 * ones can no longer come. A reply that is later than that cannot be told from a true one.
 *
 * <p>Knows no instrument and no reading.
 */
@NullMarked
package org.stillwatch.link.lane;

import org.jspecify.annotations.NullMarked;
