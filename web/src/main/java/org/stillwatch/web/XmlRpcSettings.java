package org.stillwatch.web;

import java.util.List;
import java.util.Optional;
import org.stillwatch.core.reading.Quantity;

/**
 * What programs that speak XML-RPC may do, and where.
 *
 * @param bind the address to listen on; another than one of this machine alone needs users, and
 *     then every client shows a name with its password or token
 * @param port 0 for any free one
 * @param users those of the station
 * @param instrument the supply that is meant; empty: the only one there is
 * @param most what a client may do at most; on this machine also one that shows no name
 * @param maxStep a voltage rises by no more at once, since such clients cannot be asked once more
 * @param why the reason of every command, in the journal
 */
public record XmlRpcSettings(
    String bind,
    int port,
    List<User> users,
    Optional<String> instrument,
    Role most,
    Optional<Quantity> maxStep,
    String why) {

  /** The reason of commands when the station file gives none. */
  public static final String WHY = "XML-RPC client";

  /**
   * @throws IllegalArgumentException with one sentence when the port is none, or when others than
   *     this machine would be served without any user
   */
  public XmlRpcSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "xmlrpc: port " + port + " is no port; expected 0 (any free one) to 65535");
    }
    if (users.isEmpty() && !WebSettings.isLoopback(bind)) {
      throw new IllegalArgumentException(needsUsers(bind));
    }
    users = List.copyOf(users);
  }

  /** Serves operators on this machine alone. */
  public static XmlRpcSettings onLoopback(int port) {
    return new XmlRpcSettings(
        WebSettings.LOOPBACK,
        port,
        List.of(),
        Optional.empty(),
        Role.OPERATOR,
        Optional.empty(),
        WHY);
  }

  /** The same with another port. */
  public XmlRpcSettings withPort(int other) {
    return new XmlRpcSettings(bind, other, users, instrument, most, maxStep, why);
  }

  /** Why an address cannot be listened on without users, in one sentence. */
  public static String needsUsers(String bind) {
    return "xmlrpc: bind "
        + bind
        + " would let everyone on the network set voltages; add 'users:' or leave 'bind' out, which"
        + " serves this machine only";
  }

  boolean loopback() {
    return WebSettings.isLoopback(bind);
  }
}
