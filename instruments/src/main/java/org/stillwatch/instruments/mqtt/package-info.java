/**
 * {@code kind: mqtt}: values that devices and gateways publish, by configuration alone. {@link
 * org.stillwatch.instruments.mqtt.MqttSettings} holds the keys.
 *
 * <p>The trap: a broker gives the message that it retained as soon as one listens, however old it
 * is. Only a time within the message makes a reading of it.
 */
@NullMarked
package org.stillwatch.instruments.mqtt;

import org.jspecify.annotations.NullMarked;
