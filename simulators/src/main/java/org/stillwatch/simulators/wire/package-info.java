/**
 * The lower half of simulated servers: HTTP and WebSockets with or without TLS, written by hand so
 * that every answer can also be broken, an MQTT publisher, and a real mosquitto as a process.
 */
@NullMarked
package org.stillwatch.simulators.wire;

import org.jspecify.annotations.NullMarked;
