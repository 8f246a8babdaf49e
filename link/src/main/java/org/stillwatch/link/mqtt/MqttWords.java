package org.stillwatch.link.mqtt;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What went wrong with a broker, as one clause for the person at the machine. */
final class MqttWords {

  private static final int DEPTH = 10;

  private MqttWords() {}

  static String why(Throwable failure) {
    var cause = failure;
    for (int i = 0; i < DEPTH; i++) {
      switch (cause) {
        case UnknownHostException _ -> {
          return "its name is not known";
        }
        case NoRouteToHostException _ -> {
          return "there is no way to it in the network";
        }
        case ConnectException timeout
            when String.valueOf(timeout.getMessage()).contains("timed out") -> {
          return "it does not answer";
        }
        case ConnectException _ -> {
          return "it refuses the connection; is the broker running, and is the port right?";
        }
        case SSLException _ -> {
          return "it could not agree on a secure connection; does the system trust its"
              + " certificate?";
        }
        case ConnectionClosedException _ -> {
          return "it closed the connection";
        }
        case Mqtt3ConnAckException refused -> {
          return "it answered "
              + refused
                  .getMqttMessage()
                  .getReturnCode()
                  .name()
                  .toLowerCase(Locale.ROOT)
                  .replace('_', ' ');
        }
        default -> {
          var inner = cause.getCause();
          if (inner == null) {
            return "the connection failed ("
                + cause.getClass().getSimpleName().replaceAll("Exception$", "")
                + ")";
          }
          cause = inner;
        }
      }
    }
    return "the connection failed";
  }
}
