package org.stillwatch.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stillwatch.app.config.StationFile.RecordKeys;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.Keeper;
import org.stillwatch.stores.records.RecordSettings;
import org.stillwatch.stores.records.Source;
import org.stillwatch.stores.records.YearlyRecords;

/** The yearly status log and table of readings. */
final class Records {

  /** Its name among the notifiers. */
  static final String NAME = "records";

  private final Binder binder;
  private final StationChannels channels;
  private final Set<String> instruments;
  private final Set<String> notifiers;

  /**
   * @param instruments the names that the file declares; likewise {@code notifiers}
   */
  Records(Binder binder, StationChannels channels, Set<String> instruments, Set<String> notifiers) {
    this.binder = binder;
    this.channels = channels;
    this.instruments = instruments;
    this.notifiers = notifiers;
  }

  void check(StationFile station) {
    station.records().ifPresent(keys -> check(station, keys));
  }

  private void check(StationFile station, RecordKeys keys) {
    if (!instruments.contains(keys.instrument())) {
      binder.problem(
          "records.instrument",
          "there is no instrument '"
              + keys.instrument()
              + "'; "
              + Binder.nearest(keys.instrument(), List.copyOf(instruments)));
    }
    if (notifiers.contains(NAME)) {
      binder.problem(
          "notifiers." + NAME, "this is the name of what 'records:' writes; choose another name");
    }
    if (Files.exists(keys.folder()) && !Files.isDirectory(keys.folder())) {
      binder.problem("records.folder", keys.folder() + " is a file; expected a folder");
    } else if (!Files.exists(keys.folder()) && !isMade(station, keys.folder())) {
      binder.mayPass("records.folder", "the folder " + keys.folder() + " does not exist");
    }
    keys.channels().forEach(this::source);
  }

  private void source(String key, ChannelId channel) {
    var path = "records.channels." + key;
    var source = Source.of(key);
    if (source.isEmpty()) {
      var known = Arrays.stream(Source.values()).map(Source::key).toList();
      binder.problem(path, "nothing is recorded as '" + key + "'; " + Binder.nearest(key, known));
      return;
    }
    var wanted = source.get().unit();
    channels
        .unit(channel, path)
        .filter(unit -> !unit.convertsTo(wanted))
        .ifPresent(
            unit ->
                binder.problem(
                    path,
                    channel
                        + " is in '"
                        + unit
                        + "'; expected "
                        + (wanted.symbol().isEmpty()
                            ? "a channel of states"
                            : "a channel in " + wanted)));
  }

  /** One beside the station file is made; one elsewhere may be a share that is not there now. */
  private static boolean isMade(StationFile station, Path folder) {
    var beside = station.file().toAbsolutePath().normalize().getParent();
    return beside != null && folder.startsWith(beside);
  }

  /** What is kept, by the name of who keeps it. */
  static Map<String, Set<Notice.Kind>> kept(StationFile station) {
    return station.records().isEmpty() ? Map.of() : Map.of(NAME, YearlyRecords.KINDS);
  }

  static Map<String, Keeper> keepers(StationFile station) {
    return station
        .records()
        .map(
            keys -> {
              var settings = settings(station, keys);
              return Map.<String, Keeper>of(NAME, store -> new YearlyRecords(settings, store));
            })
        .orElse(Map.of());
  }

  private static RecordSettings settings(StationFile station, RecordKeys keys) {
    var sources = new EnumMap<Source, ChannelId>(Source.class);
    keys.channels()
        .forEach((key, channel) -> Source.of(key).ifPresent(s -> sources.put(s, channel)));
    return new RecordSettings(
        keys.folder(),
        isMade(station, keys.folder()),
        station.station().zone(),
        keys.instrument(),
        sources);
  }
}
