package org.stillwatch.link.mqtt;

/**
 * How a feed is.
 *
 * @param listening connected and subscribed: nothing that is published is missed
 * @param reason why not, one clause; empty while it listens or has only begun to connect
 * @param times how often it has begun to listen; greater than before when there was a gap
 */
public record MqttState(boolean listening, String reason, long times) {

  static final MqttState BEGUN = new MqttState(false, "", 0);

  MqttState begun() {
    return new MqttState(true, "", times + 1);
  }

  MqttState lost(String why) {
    return new MqttState(false, why, times);
  }
}
