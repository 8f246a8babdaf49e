package org.stillwatch.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.stillwatch.app.config.StationFile.RecordingKeys;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.station.Sink;
import org.stillwatch.stores.recording.Recorder;
import org.stillwatch.stores.recording.RecordingSettings;
import org.stillwatch.stores.recording.ViperRecorder;

/** {@code recordings:}, channels in HDF5 files. */
final class Recordings {

  private static final String VIPER = "viper";
  private static final Duration ROTATE = Duration.ofDays(1);
  private static final Duration SHORTEST_FILE = Duration.ofMinutes(1);
  private static final Duration LONGEST_FILE = Duration.ofDays(366);
  private static final Duration SHORTEST_ROW = Duration.ofMillis(100);
  private static final Duration LONGEST_ROW = Duration.ofDays(1);
  private static final Duration VIPER_EVERY = Duration.ofSeconds(5);
  private static final double VIPER_MISSING = -999;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final List<String> GAUGES =
      List.of("ion/pressure", "cg1/pressure", "cg2/pressure");

  private final Binder binder;
  private final StationChannels channels;
  private final Set<String> instruments;

  /**
   * @param instruments the names that the file declares
   */
  Recordings(Binder binder, StationChannels channels, Set<String> instruments) {
    this.binder = binder;
    this.channels = channels;
    this.instruments = instruments;
  }

  void check(StationFile station) {
    var names = new HashSet<String>();
    var files = new HashSet<Path>();
    for (int i = 0; i < station.recordings().size(); i++) {
      var keys = station.recordings().get(i);
      var path = "recordings." + i;
      if (!NAME.matcher(keys.name()).matches()) {
        binder.problem(
            path + ".name",
            "'" + keys.name() + "' cannot begin the name of a file; expected such as gauges");
      } else if (!names.add(keys.name())) {
        binder.problem(path + ".name", "there is a recording '" + keys.name() + "' already");
      }
      keys.every()
          .filter(every -> every.compareTo(SHORTEST_ROW) < 0 || every.compareTo(LONGEST_ROW) > 0)
          .ifPresent(
              every ->
                  binder.problem(
                      path + ".every",
                      "a row for each "
                          + every
                          + " cannot be; expected PT0.1S to 1d, such as 10s"));
      keys.file()
          .filter(file -> !files.add(file.toAbsolutePath().normalize()))
          .ifPresent(
              file -> binder.problem(path + ".file", "another recording is written into " + file));
      if (keys.layout().isEmpty()) {
        table(keys, path);
      } else if (keys.layout().get().equals(VIPER)) {
        viper(keys, path);
      } else {
        binder.problem(
            path + ".layout",
            "'" + keys.layout().get() + "' is no layout; expected viper, or none for a table");
      }
    }
  }

  private void table(RecordingKeys keys, String path) {
    needed(keys.folder().isPresent(), path, "folder");
    needed(!keys.channels().isEmpty(), path, "channels");
    onlyIn("layout: viper", keys.file().isPresent(), path, "file");
    onlyIn("layout: viper", keys.instrument().isPresent(), path, "instrument");
    onlyIn("layout: viper", keys.missing().isPresent(), path, "missing");
    keys.folder().ifPresent(folder -> folder(folder, path + ".folder"));
    keys.rotate()
        .filter(each -> each.compareTo(SHORTEST_FILE) < 0 || each.compareTo(LONGEST_FILE) > 0)
        .ifPresent(
            each ->
                binder.problem(
                    path + ".rotate",
                    "a file for each " + each + " cannot be; expected 1m to 366d, such as 1d"));
    for (int i = 0; i < keys.channels().size(); i++) {
      var pattern = keys.channels().get(i).text();
      var first = pattern.split("/", 2)[0];
      if (!first.contains("*") && !instruments.contains(first) && !channels.isDerivedOf(first)) {
        binder.problem(
            path + ".channels." + i,
            "there is no instrument '"
                + first
                + "'; "
                + Binder.nearest(first, List.copyOf(instruments)));
      }
    }
  }

  private void viper(RecordingKeys keys, String path) {
    needed(keys.file().isPresent(), path, "file");
    needed(keys.instrument().isPresent(), path, "instrument");
    onlyIn("a table", !keys.channels().isEmpty(), path, "channels");
    onlyIn("a table", keys.folder().isPresent(), path, "folder");
    onlyIn("a table", keys.rotate().isPresent(), path, "rotate");
    onlyIn("a table", keys.swmr().isPresent(), path, "swmr");
    keys.file()
        .filter(Files::isDirectory)
        .ifPresent(file -> binder.problem(path + ".file", file + " is a folder; expected a file"));
    keys.missing()
        .filter(missing -> missing != VIPER_MISSING && missing != 0)
        .ifPresent(
            missing ->
                binder.problem(
                    path + ".missing",
                    missing + " stands for no value in no VIPER file; expected -999 or 0"));
    keys.instrument().ifPresent(id -> gauges(id, path + ".instrument"));
  }

  private void gauges(String id, String path) {
    if (!instruments.contains(id)) {
      binder.problem(
          path,
          "there is no instrument '" + id + "'; " + Binder.nearest(id, List.copyOf(instruments)));
      return;
    }
    for (var gauge : GAUGES) {
      var channel = ChannelId.of(id, gauge);
      channels
          .unit(channel, path)
          .filter(unit -> !unit.symbol().equals("Torr"))
          .ifPresent(
              unit ->
                  binder.problem(
                      path, channel + " is in '" + unit + "'; VIPER's layout holds Torr"));
    }
  }

  private void needed(boolean there, String path, String key) {
    if (!there) {
      binder.problem(path, "the key '" + key + "' is missing");
    }
  }

  private void onlyIn(String where, boolean given, String path, String key) {
    if (given) {
      binder.problem(path + "." + key, "the key '" + key + "' belongs to " + where);
    }
  }

  private void folder(Path folder, String path) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      binder.problem(path, folder + " is a file; expected a folder");
    }
  }

  /** Those who write them, by name. */
  static Map<String, Sink.Opening> sinks(StationFile station) {
    var sinks = new LinkedHashMap<String, Sink.Opening>();
    for (var keys : station.recordings()) {
      sinks.put("recording " + keys.name(), sink(station, keys));
    }
    return sinks;
  }

  private static Sink.Opening sink(StationFile station, RecordingKeys keys) {
    if (keys.layout().isPresent()) {
      var id = keys.instrument().orElseThrow();
      var gauges = GAUGES.stream().map(gauge -> ChannelId.of(id, gauge)).toList();
      return store ->
          new ViperRecorder(
              keys.name(),
              keys.file().orElseThrow(),
              gauges,
              keys.every().orElse(VIPER_EVERY),
              keys.missing().orElse(VIPER_MISSING),
              store);
    }
    var version =
        Optional.ofNullable(Recordings.class.getPackage().getImplementationVersion()).orElse("");
    var settings =
        new RecordingSettings(
            keys.name(),
            keys.channels(),
            keys.folder().orElseThrow(),
            keys.every(),
            keys.rotate().orElse(ROTATE),
            keys.swmr().orElse(false),
            station.station().name(),
            station.station().zone(),
            ("Stillwatch " + version).strip());
    return store -> new Recorder(settings, store);
  }
}
