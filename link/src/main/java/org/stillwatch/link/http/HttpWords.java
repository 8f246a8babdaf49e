package org.stillwatch.link.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What went wrong on the way to a server, as one clause for the person at the machine. */
final class HttpWords {

  private static final int DEPTH = 10;

  private HttpWords() {}

  /**
   * @param server shown by its beginning alone
   */
  static String why(Throwable failure, URI server, PinnedTrust trust) {
    var who = server.getScheme() + "://" + server.getAuthority();
    for (Throwable cause = failure;
        cause != null && !(cause instanceof SSLException);
        cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return who + ": its name is not known";
      }
    }
    Throwable cause = failure;
    for (int i = 0; i < DEPTH && cause != null; i++, cause = cause.getCause()) {
      switch (cause) {
        case SSLException _ -> {
          return who + tls(trust);
        }
        case HttpTimeoutException _, TimeoutException _ -> {
          return who + " does not answer in time";
        }
        case ConnectException _ -> {
          return who + " refuses the connection; is its server running, and is the port right?";
        }
        // what the JDK says when a body is longer than its limit
        case IOException tooLong
            when String.valueOf(tooLong.getMessage()).contains("exceeds capacity") -> {
          return who + " answered with more than " + (HttpLink.LARGEST >> 20) + " MB";
        }
        default -> {}
      }
    }
    return failure instanceof IOException
        ? who + " broke the connection off"
        : who + ": the connection failed (" + failure.getClass().getSimpleName() + ")";
  }

  private static String tls(PinnedTrust trust) {
    var seen = trust.refused();
    if (seen.isEmpty()) {
      return " could not agree on a secure connection; is it an https address?";
    }
    return trust.pinned().isPresent()
        ? " shows another certificate ("
            + seen.get()
            + ") than the station file expects ("
            + trust.pinned().get()
            + "); nothing was sent to it. If its certificate was renewed, put the new one there"
        : " shows a certificate that no authority vouches for ("
            + seen.get()
            + "); nothing was sent to it. If that is what the server's own computer shows, add"
            + " fingerprint: \""
            + seen.get()
            + "\"";
  }
}
