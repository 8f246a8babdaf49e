package org.stillwatch.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How commands find a running station. */
final class RemoteOption {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "the station's address; else STILLWATCH_URL, else the lock file in --data")
  private @Nullable String url;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the station's data folder (default: ./data)")
  private @Nullable Path data;

  StationClient station() {
    return StationClient.find(Optional.ofNullable(url), dataFolder(), System.getenv());
  }

  Path dataFolder() {
    return data == null ? Path.of("data") : data;
  }

  Optional<Path> dataIfGiven() {
    return Optional.ofNullable(data);
  }

  /** Whether an address is named, so that no data folder is asked for one. */
  boolean urlGiven() {
    return url != null || !System.getenv().getOrDefault("STILLWATCH_URL", "").isBlank();
  }

  boolean dataGiven() {
    return data != null;
  }
}
