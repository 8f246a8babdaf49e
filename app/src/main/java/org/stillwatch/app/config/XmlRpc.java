package org.stillwatch.app.config;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.stillwatch.app.config.StationFile.XmlRpcKeys;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.web.Role;
import org.stillwatch.web.WebSettings;
import org.stillwatch.web.XmlRpcSettings;

/** The port for clients that speak XML-RPC. */
final class XmlRpc {

  /** What such clients are for. */
  private static final String KIND = "caen-hv";

  private static final Unit VOLT = Unit.of("V");

  private final Binder binder;
  private final Collection<String> instruments;

  /**
   * @param instruments the names that the file declares
   */
  XmlRpc(Binder binder, Collection<String> instruments) {
    this.binder = binder;
    this.instruments = instruments;
  }

  void check(StationFile station) {
    station.xmlrpc().ifPresent(keys -> check(keys, station));
  }

  private void check(XmlRpcKeys keys, StationFile station) {
    if (keys.port() < 0 || keys.port() > 65_535) {
      binder.problem(
          "xmlrpc.port", keys.port() + " is no port; expected 0 (any free one) to 65535");
    } else if (keys.port() != 0 && keys.port() == station.web().portOrDefault()) {
      binder.problem(
          "xmlrpc.port", keys.port() + " is the port of the page; expected another, such as 8000");
    }
    keys.bind()
        .filter(bind -> station.users().isEmpty() && !WebSettings.isLoopback(bind))
        .ifPresent(bind -> binder.problem("xmlrpc.bind", XmlRpcSettings.needsUsers(bind)));
    keys.maxStep()
        .filter(step -> !step.fits(VOLT) || !(step.value() > 0))
        .ifPresent(
            step ->
                binder.problem(
                    "xmlrpc.max-step", step + " is no step of a voltage; expected such as 50V"));
    keys.why()
        .filter(String::isBlank)
        .ifPresent(
            why -> binder.problem("xmlrpc.why", "the reason is empty; expected such as DAQ ramps"));
    keys.instrument()
        .filter(name -> !instruments.contains(name))
        .ifPresent(
            name ->
                binder.problem(
                    "xmlrpc.instrument",
                    "there is no instrument '"
                        + name
                        + "'; "
                        + Binder.nearest(name, List.copyOf(instruments))));
    var supplies =
        station.instruments().stream()
            .filter(entry -> entry.kind().name().equals(KIND))
            .map(StationFile.InstrumentEntry::id)
            .toList();
    if (keys.instrument().isEmpty() && supplies.size() > 1) {
      binder.problem(
          "xmlrpc",
          "the station has several supplies; expected 'instrument:' with one of "
              + String.join(", ", supplies));
    }
  }

  /** What the file asks for; empty when it has no {@code xmlrpc:}. */
  static Optional<XmlRpcSettings> settings(StationFile file) {
    return file.xmlrpc()
        .map(
            keys ->
                new XmlRpcSettings(
                    keys.bind().orElse(WebSettings.LOOPBACK),
                    keys.port(),
                    Users.users(file),
                    keys.instrument(),
                    keys.role().map(StationFile.XmlRpcRoleKeys::role).orElse(Role.OPERATOR),
                    keys.maxStep(),
                    keys.why().orElse(XmlRpcSettings.WHY)));
  }
}
