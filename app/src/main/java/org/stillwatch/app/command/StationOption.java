package org.stillwatch.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.app.config.StationFile.InstrumentEntry;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.core.instrument.Instrument;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The station file and the data folder, as several commands take them. */
final class StationOption {

  @Parameters(index = "0", paramLabel = "STATION.yaml", description = "the station file")
  private @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the data folder, instead of the one in the station file")
  private @Nullable Path data;

  Path file() {
    if (file == null) {
      throw new Failure(Failure.USAGE, "the station file is missing");
    }
    return file;
  }

  StationReader.Result read() {
    return new StationReader(System.getenv()).read(file());
  }

  /** The station, when nothing is wrong with its file but what may pass. */
  StationFile station() {
    return read().usable();
  }

  Path dataFolder(StationFile station) {
    return Assembly.dataFolder(station, Optional.ofNullable(data));
  }

  Optional<Path> dataIfGiven() {
    return Optional.ofNullable(data);
  }

  boolean dataGiven() {
    return data != null;
  }

  /** The instrument of this name, or the only one there is. */
  static InstrumentEntry<?> instrument(StationFile station, Optional<String> id) {
    var all = station.instruments();
    if (id.isEmpty()) {
      if (all.size() == 1) {
        return all.getFirst();
      }
      throw new Failure(
          Failure.USAGE,
          "the station has "
              + all.size()
              + " instruments; say which one with --instrument: "
              + all.stream().map(InstrumentEntry::id).toList());
    }
    return all.stream()
        .filter(entry -> entry.id().equals(id.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new Failure(
                    Failure.USAGE,
                    "there is no instrument '"
                        + id.get()
                        + "'; the station file has "
                        + all.stream().map(InstrumentEntry::id).toList()));
  }

  static Failure keepsNoFiles(InstrumentEntry<?> entry, Instrument instrument) {
    instrument.close();
    return new Failure(
        Failure.USAGE,
        "the instrument '" + entry.id() + "' (" + entry.kind().name() + ") keeps no files");
  }
}
