package org.stillwatch.link.mqtt;

import java.time.Instant;

/**
 * One message of a broker.
 *
 * @param retained the broker kept it from before this computer listened: nobody knows how old it is
 * @param receivedAt by the clock of this computer
 */
public record MqttMessage(String topic, byte[] payload, boolean retained, Instant receivedAt) {}
