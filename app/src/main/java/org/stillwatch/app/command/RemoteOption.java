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

  boolean dataGiven() {
    return data != null;
  }
}
