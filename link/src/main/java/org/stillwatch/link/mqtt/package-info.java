/**
 * Listening to a topic of an MQTT broker: messages as bytes, in the order in which they came.
 * {@link org.stillwatch.link.mqtt.MqttFeed} connects, and connects again, by itself; what was
 * published while it was away is not seen, so who uses it asks {@link
 * org.stillwatch.link.mqtt.MqttFeed#state} how often it had to connect. Knows no instrument.
 */
@NullMarked
package org.stillwatch.link.mqtt;

import org.jspecify.annotations.NullMarked;
