package org.stillwatch.app.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which lease a command brings. */
final class LeaseOption {

  /** The environment variable that is read in place of the option. */
  static final String VARIABLE = "STILLWATCH_LEASE";

  @Option(
      names = "--lease",
      paramLabel = "ID",
      description = "of the lease that you hold; else " + VARIABLE)
  private @Nullable String lease;

  Optional<String> id() {
    return Optional.ofNullable(lease)
        .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
        .map(String::strip)
        .filter(id -> !id.isEmpty());
  }
}
