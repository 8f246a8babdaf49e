package org.stillwatch.link.mqtt;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a broker listens.
 *
 * @param secure whether it is spoken to over TLS, its certificate being one that the system trusts
 */
public record BrokerAddress(String host, int port, boolean secure) {

  /** Assigned by IANA to MQTT without TLS. */
  public static final int USUAL_PORT = 1883;

  /** The same, with TLS. */
  public static final int USUAL_SECURE_PORT = 8883;

  /** Without TLS. */
  public BrokerAddress(String host, int port) {
    this(host, port, false);
  }

  /**
   * Reads {@code tcp://10.0.0.5:1883}, or {@code tls://...}; the port may be left out.
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
      boolean secure = "tls".equals(scheme) || "mqtts".equals(scheme);
      if ((secure || "tcp".equals(scheme) || "mqtt".equals(scheme))
          && address.getHost() != null
          && address.getPort() <= 65535
          && bare) {
        var host = address.getHost().replaceAll("[\\[\\]]", "");
        int usual = secure ? USUAL_SECURE_PORT : USUAL_PORT;
        return new BrokerAddress(host, address.getPort() < 0 ? usual : address.getPort(), secure);
      }
    } catch (URISyntaxException e) {
      // said below, without the text, which may hold a password
    }
    throw new IllegalArgumentException(
        "mqtt is no address of a broker; expected such as tcp://10.0.0.5:1883");
  }

  @Override
  public String toString() {
    return (secure ? "tls://" : "tcp://")
        + (host.indexOf(':') < 0 ? host : "[" + host + "]")
        + ":"
        + port;
  }
}
