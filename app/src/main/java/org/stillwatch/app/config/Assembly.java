package org.stillwatch.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.app.config.StationFile.InstrumentEntry;
import org.stillwatch.app.config.StationFile.NotifierEntry;
import org.stillwatch.app.process.LinkKey;
import org.stillwatch.app.process.Setup;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.alarm.ScheduledSnapshot;
import org.stillwatch.core.alarm.SnapshotSet;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.notice.Notifier;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.outbox.Pace;
import org.stillwatch.core.station.AckLinks;
import org.stillwatch.core.station.Sink;
import org.stillwatch.core.station.StationPlan;
import org.stillwatch.reports.RunReporter;
import org.stillwatch.stores.influx.InfluxSettings;
import org.stillwatch.web.WebSettings;

/** Makes the parts of a station from its file. */
public final class Assembly {

  private static final Duration POLL = Duration.ofMillis(500);

  private Assembly() {}

  /** All that is watched, as the file says. */
  public static RuleBook rules(StationFile file) {
    var zone = file.station().zone();
    var stale = new HashMap<String, Duration>();
    for (var entry : file.instruments()) {
      entry.stale().ifPresent(after -> stale.put(entry.id(), after));
    }
    return new RuleBook(
        file.station().name(),
        zone,
        Rules.rules(file.rules()),
        Stream.concat(
                file.snapshots().entrySet().stream()
                    .map(entry -> new SnapshotSet(entry.getKey(), entry.getValue())),
                Procedures.implied(file.procedures(), file.snapshots().keySet()).stream())
            .toList(),
        file.schedules().stream()
            .map(
                keys ->
                    new ScheduledSnapshot(
                        keys.name().orElse(keys.at()),
                        keys.snapshot(),
                        keys.label().orElse(keys.at()),
                        Schedules.parse(keys.at(), zone),
                        keys.severity().orElse(Severity.INFO)))
            .toList(),
        stale,
        Calls.maintenance(file),
        file.derived(),
        file.station().modes());
  }

  /** Opens the instrument of an entry, without touching the device yet. */
  public static <S extends Record> Instrument open(InstrumentEntry<S> entry) {
    return entry.kind().open(entry.site(), entry.settings());
  }

  /** Opens the notifier of an entry. */
  public static <S extends Record> Notifier open(NotifierEntry<S> entry) {
    return entry.kind().open(entry.id(), entry.settings());
  }

  /** All that a station file asks for. */
  public static Setup setup(StationFile file, Path data) {
    return new Setup(
        plan(file, data, LinkKey.of(data)),
        web(file),
        XmlRpc.settings(file),
        new DraftReader(file),
        GuardPlans.guarded(file, data));
  }

  /** The whole station. */
  public static StationPlan plan(StationFile file, Path data, byte[] linkKey) {
    var notifiers = new HashMap<String, StationPlan.Way>();
    file.notifiers().forEach(entry -> notifiers.put(entry.id(), way(entry)));
    return new StationPlan(
        rules(file),
        file.procedures(),
        file.instruments().stream().map(entry -> slot(entry.withData(data))).toList(),
        Calls.switchboard(file),
        notifiers,
        Records.keepers(file),
        new AckLinks(linkKey, file.web().publicUrl()),
        Guarding.guards(file, data),
        new RunReporter(),
        openings(file),
        Interlocking.safety(file));
  }

  /** All that follows the store: databases of others, and files. */
  private static Map<String, Sink.Opening> openings(StationFile file) {
    var openings = new LinkedHashMap<>(Sinks.openings(file));
    openings.putAll(Recordings.sinks(file));
    return openings;
  }

  /** Where what is stored is carried on to. */
  public static List<InfluxSettings> sinks(StationFile file) {
    return Sinks.settings(file);
  }

  /** Where the page is served, and to whom. */
  public static WebSettings web(StationFile file) {
    return new WebSettings(
        file.web().bind().orElse(WebSettings.LOOPBACK),
        file.web().portOrDefault(),
        Users.users(file),
        file.web().publicUrl(),
        Tls.key(file));
  }

  private static StationPlan.Slot slot(InstrumentEntry<?> entry) {
    return new StationPlan.Slot(
        entry.id(), entry.kind().name(), open(entry), entry.poll().orElse(POLL));
  }

  private static StationPlan.Way way(NotifierEntry<?> entry) {
    return new StationPlan.Way(
        open(entry),
        entry.attach().flatMap(StationFile.AttachKeys::plot),
        entry.attach().flatMap(StationFile.AttachKeys::table),
        entry.storm().map(Assembly::pace).orElse(Pace.STANDARD));
  }

  private static Pace pace(StationFile.StormKeys keys) {
    var usual = Pace.STANDARD;
    var window = keys.within().orElse(usual.window());
    return new Pace(
        usual.retry(),
        keys.moreThan().orElse(usual.burst()),
        window,
        window.compareTo(usual.longestHold()) > 0 ? window : usual.longestHold());
  }

  /** Where the station keeps its data: as asked for, else as its file says, else beside it. */
  public static Path dataFolder(StationFile file, Optional<Path> asked) {
    return asked
        .or(() -> file.station().data())
        .orElseGet(() -> file.file().toAbsolutePath().resolveSibling(Site.DATA));
  }
}
