package org.stillwatch.app.command;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Durations;
import org.stillwatch.simulators.kinds.SimulatedKind;
import org.stillwatch.simulators.kinds.Simulators;
import org.stillwatch.simulators.wire.MisbehavingDevice;
import org.stillwatch.simulators.wire.Misbehaviour;
import org.stillwatch.simulators.wire.PtyHost;
import org.stillwatch.simulators.wire.TcpHost;
import org.stillwatch.simulators.wire.WireHost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a simulated device that any program can open. */
@Command(
    name = "simulate",
    description = {
      "Runs a simulated device that speaks the wire text of the real one, on a TCP port or a pseudo"
          + " terminal.",
      "Prints where it listens as 'listening: ...', and a line for a station file that watches it.",
      "Kinds: kjlc-gauge (--model 392, 354, 300; --address 01,02), bme680-arduino (--model picosec,"
          + " mangolino), caen-hv (--model n1470, r14xx, dt55xx, dt54xx; --address 0,1; one client"
          + " only), and the devices of examples/instruments: lakeshore-218, lakeshore-372,"
          + " pfeiffer-maxigauge, pfeiffer-tpg366, edwards-tic, scpi-supply, iseg-nhr, cryomech-cpa"
          + " (--model tcp, rtu).",
      "Faults: silence, truncate, garbage, late, slow, wrong-address, line-feed, unplug, noise."
    },
    footer = {
      "",
      "Example: stillwatch simulate kjlc-gauge --port 4001 --address 01,02",
      "         stillwatch simulate bme680-arduino --pty /tmp/gas --misbehave \"truncate:every 1m\""
    })
final class SimulateCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "KIND",
      description = "what is simulated, as after kind: in a station file")
  private String kind = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "listen on this TCP port; 0, the default: any free one")
  private @Nullable Integer port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "the address to listen on (default: this machine only)")
  private @Nullable String bind;

  @Option(
      names = "--pty",
      paramLabel = "LINK",
      description = "a pseudo terminal instead, with this link to it (Linux, macOS)")
  private @Nullable Path pty;

  @Option(
      names = "--address",
      paramLabel = "AA",
      split = ",",
      description = "addresses on the cable, separated by commas")
  private List<String> addresses = List.of();

  @Option(names = "--model", paramLabel = "NAME", description = "which make")
  private @Nullable String model;

  @Option(
      names = "--misbehave",
      paramLabel = "FAULT[:every DUR]",
      description = "spoil every reply, or one each DUR; 'FAULT:chance 0.1' spoils one in ten")
  private @Nullable String misbehave;

  @Option(names = "--seed", paramLabel = "N", description = "of all that is random (default: 1)")
  private long seed = 1;

  @Option(names = "--pace", description = "let bytes take the time that they take at the baud rate")
  private boolean pace;

  @Option(names = "--for", paramLabel = "DUR", description = "stop by itself after so long")
  private @Nullable String length;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var simulated = Simulators.named(kind);
    if (pty != null && (port != null || bind != null)) {
      throw new Failure(Failure.USAGE, "expected --pty or --port, not both");
    }
    var until = length == null ? RunCommand.FOR_EVER : Durations.parse(length);
    var device =
        new MisbehavingDevice(
            simulated.make(new SimulatedKind.Choice(addresses, Optional.ofNullable(model), seed)),
            seed);
    misbehave(device);
    try (var stopping = new Stopping();
        var host = host(device, simulated.clients())) {
      var say = new RunCommand.Saying(Objects.requireNonNull(spec).commandLine().getOut(), false);
      say.fact("listening", host.where());
      say.fact(
          "station file",
          simulated.watching((pty == null ? "tcp: \"" : "port: \"") + host.where() + "\""));
      return stopping.await(until) ? 130 : 0;
    }
  }

  private WireHost host(MisbehavingDevice device, TcpHost.Clients clients) throws IOException {
    if (pty != null) {
      return new PtyHost(device, Optional.of(pty), pace);
    }
    var address = bind == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(bind);
    return new TcpHost(device, address, port == null ? 0 : port, pace, clients);
  }

  private void misbehave(MisbehavingDevice device) {
    if (misbehave == null) {
      return;
    }
    var parts = misbehave.split(":", 2);
    var fault = Misbehaviour.named(parts[0].strip());
    if (parts.length == 1) {
      device.always(fault);
      return;
    }
    var when = parts[1].strip();
    if (when.startsWith("every ")) {
      var period = Durations.parse(when.substring(6));
      if (period.compareTo(Duration.ofMillis(1)) < 0) {
        throw new Failure(Failure.USAGE, "--misbehave: every " + period + " is too often");
      }
      device.every(fault, period);
    } else if (when.matches("chance (0(\\.\\d+)?|1(\\.0+)?)")) {
      device.chance(fault, Double.parseDouble(when.substring(7)));
    } else {
      throw new Failure(
          Failure.USAGE,
          "--misbehave: '" + when + "' is no time; expected such as 'every 1m' or 'chance 0.1'");
    }
  }
}
