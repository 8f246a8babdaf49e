package org.stillwatch.app.cos;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands of the COS detectors. */
@Command(
    name = "cos",
    description = {
      "Follows the gain of the COS detectors: ingest, gain maps, gain-sag tables, figures.",
      "The original's names (cm_ingest, cosmo_gsagtab_creator ...) lie in bin/."
    },
    footer = {"", "Without data: stillwatch cos demo DIR"},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      IngestCommand.class,
      MonitorsCommand.class,
      TableCommand.class,
      ByDateCommand.class,
      ResidualCommand.class,
      DeliveryCommand.class,
      TotalGainCommand.class,
      GainMapCommand.class,
      RebuildCommand.class,
      ArchiveStatusCommand.class,
      DemoArchiveCommand.class
    })
public final class CosCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "expected a command; 'stillwatch cos --help' lists them");
  }
}
