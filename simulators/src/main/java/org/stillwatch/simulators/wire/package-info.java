/**
 * What simulated devices stand on. A device on a cable is a {@link
 * org.stillwatch.simulators.wire.WireDevice}: bytes and times in, bytes and delays out. {@link
 * org.stillwatch.simulators.wire.MisbehavingDevice} spoils what it says; {@link
 * org.stillwatch.simulators.wire.TcpHost} and {@link org.stillwatch.simulators.wire.PtyHost} let
 * other programs open it. Servers have HTTP and WebSockets with or without TLS, written by hand so
 * that every answer can also be broken, an MQTT publisher, and a real mosquitto as a process.
 */
@NullMarked
package org.stillwatch.simulators.wire;

import org.jspecify.annotations.NullMarked;
