package org.stillwatch.app.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.link.serial.FoundPort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Lists serial ports. */
@Command(
    name = "ports",
    description = {
      "Lists the serial ports of this machine, by the names that stay the same whatever is plugged",
      "in first, and who has them open. Needs no station."
    },
    footer = {"", "Example: stillwatch ports"})
final class PortsCommand implements Callable<Integer> {

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var ports = FoundPort.all();
    var mapper = JsonMapper.builder().build();
    for (var port : ports) {
      out.println(json ? mapper.writeValueAsString(port) : line(port));
    }
    if (ports.isEmpty() && !json) {
      out.println("this machine has no serial port; is the device plugged in?");
    }
    out.flush();
    return 0;
  }

  static String line(FoundPort port) {
    var line = new StringBuilder(port.name());
    if (!port.name().equals(port.device())) {
      line.append("  (now ").append(port.device()).append(')');
    }
    if (!port.description().isBlank()) {
      line.append("  ").append(port.description());
    }
    port.users().forEach(user -> line.append("  in use by ").append(user));
    return line.toString();
  }
}
