package org.stillwatch.link.mqtt;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a broker listens. */
public record BrokerAddress(String host, int port) {

  /** Assigned by IANA to MQTT without TLS. */
  public static final int USUAL_PORT = 1883;

  /**
   * Reads {@code tcp://10.0.0.5:1883}; the port may be left out.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static BrokerAddress parse(String text) {
    try {
      var address = new URI(text);
      var scheme = address.getScheme();
      boolean bare =
          address.getUserInfo() == null
              && (address.getPath() == null || address.getPath().isEmpty());
      if (("tcp".equals(scheme) || "mqtt".equals(scheme))
          && address.getHost() != null
          && address.getPort() <= 65535
          && bare) {
        var host = address.getHost().replaceAll("[\\[\\]]", "");
        return new BrokerAddress(host, address.getPort() < 0 ? USUAL_PORT : address.getPort());
      }
    } catch (URISyntaxException e) {
      // said below, without the text, which may hold a password
    }
    throw new IllegalArgumentException(
        "mqtt is no address of a broker; expected such as tcp://10.0.0.5:1883");
  }

  @Override
  public String toString() {
    return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
