package org.stillwatch.app.procedure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.stillwatch.app.config.Assembly;
import org.stillwatch.app.config.StationFile;
import org.stillwatch.app.config.StationReader;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Route;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.procedure.Runs;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.Pipeline;
import org.stillwatch.core.store.StationStore;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

/**
 * A station with one fridge whose temperatures a test tells, on a clock that goes from row to row:
 * days of a cooldown take milliseconds. It can crash at any row, before or after its commit.
 */
final class CooldownLab {

  static final Instant START = Instant.parse("2026-06-26T06:00:00Z");
  private static final Duration ROW = Duration.ofMinutes(1);
  private static final Switchboard HOOK =
      new Switchboard(
          List.of(new Route("all", List.of("hook"), Severity.INFO)),
          List.of(),
          List.of(),
          ZoneOffset.UTC);
  private static final String STATION =
      """
      station: {name: Blue lab, zone: Europe/Zurich}
      instruments:
        fridge: {kind: bluefors-logs, folder: .}
      """;

  final FakeTime time;
  final StationStore store;
  private final Instant begin;
  private StationFile file;
  private Pipeline pipeline;
  private int row;
  private DoubleFunction<OptionalDouble> still = hours -> OptionalDouble.of(290);
  private DoubleFunction<OptionalDouble> mxc = hours -> OptionalDouble.of(290);
  private boolean silent;

  CooldownLab(StationFile file, Instant begin) {
    this.begin = begin;
    this.time = FakeTime.at(begin);
    this.store = new MemoryStore(time);
    this.file = file;
    this.pipeline = open();
  }

  /** Goes on where the store left off. */
  CooldownLab(StationFile file, Instant begin, StationStore store) {
    this.begin = begin;
    this.time = FakeTime.at(begin);
    this.store = store;
    this.file = file;
    this.pipeline = open();
    time.set(begin.plus(ROW.multipliedBy(row)));
  }

  /** How many rows have been committed. */
  int rows() {
    return row;
  }

  /**
   * A station file with one fridge.
   *
   * @param more of the file
   */
  static StationFile station(Path folder, String more) {
    try {
      var path = Files.writeString(folder.resolve("station.yaml"), STATION + more);
      return new StationReader(Map.of()).read(path).usable();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Pipeline open() {
    var opened =
        new Pipeline(
            Assembly.rules(file), file.procedures(), HOOK, List.of(), store, Set.of("fridge"));
    row = opened.join("fridge", "scripted", time.instant()).map(Integer::parseInt).orElse(0);
    return opened;
  }

  /** What was not committed is forgotten, as after a power cut. */
  void crash() {
    pipeline = open();
  }

  /** The station file is another one from now on. */
  void reload(StationFile other) {
    pipeline.flush(time.instant());
    file = other;
    pipeline = open();
  }

  /** Temperatures in K by hours since the beginning; empty: the sensor has no value. */
  void still(DoubleFunction<OptionalDouble> course) {
    still = course;
  }

  void mxc(DoubleFunction<OptionalDouble> course) {
    mxc = course;
  }

  /** The clock of the computer is set, and the fridge's with it. */
  void clockSet(Duration by) {
    time.advance(by);
    pipeline.clockSet(by, time.instant());
  }

  /** From now on no row comes at all. */
  void silent(boolean now) {
    silent = now;
  }

  /** Takes the row of now, so that the channels are known. */
  void know() {
    pipeline.take("fridge", turn(), time.instant());
    pipeline.flush(time.instant());
  }

  /** Lets the fridge go on for so long. */
  void live(Duration length) {
    var end = time.instant().plus(length);
    while (time.instant().isBefore(end)) {
      time.advance(ROW);
      if (!silent) {
        pipeline.take("fridge", turn(), time.instant());
      }
      pipeline.tick(time.instant());
    }
    pipeline.flush(time.instant());
  }

  /** The next row, and a crash: before what it changed was committed, or right after. */
  void rowAndCrash(boolean committed) {
    time.advance(ROW);
    var next = pipeline;
    if (!committed && store instanceof MemoryStore memory) {
      // the store loses power in the middle: nothing of this commit is there
      memory.refuseCommits("power cut");
    }
    try {
      next.take("fridge", turn(), time.instant());
      next.flush(time.instant());
    } catch (org.stillwatch.core.store.StoreUnavailable e) {
      // as it was before
    }
    if (store instanceof MemoryStore memory) {
      memory.acceptCommits();
    }
    crash();
    if (!committed) {
      // the row is still in its source
      pipeline.take("fridge", turn(), time.instant());
    }
    pipeline.tick(time.instant());
    pipeline.flush(time.instant());
  }

  private Turn turn() {
    var now = time.instant();
    double hours = Duration.between(begin, now).toSeconds() / 3600.0;
    row = (int) Duration.between(begin, now).toMinutes();
    return new Turn(
        List.of(
            new Scan(
                "fridge",
                now,
                List.of(reading("still", still, hours), reading("mxc", mxc, hours)))),
        List.of(channel("still"), channel("mxc")),
        1,
        List.of(),
        Integer.toString(row),
        false,
        false,
        Health.ok(""));
  }

  private Reading reading(String name, DoubleFunction<OptionalDouble> course, double hours) {
    var id = channel(name).id();
    var value = course.apply(hours);
    return value.isPresent()
        ? Reading.measured(id, time.instant(), 0, value.getAsDouble())
        : Reading.missing(id, time.instant(), 0, "sensor off");
  }

  private static Channel channel(String name) {
    return Channel.number(
        ChannelId.of("fridge", name + "/temperature"), Unit.KELVIN, name, Duration.ofMinutes(1));
  }

  Runs.Started start(String name, Map<String, String> with, String comment) {
    var started = new ArrayList<Runs.Started>();
    pipeline.atRuns(
        runs -> {
          started.add(runs.start(name, Optional.empty(), with, comment, "anna", time.instant()));
          return started.getFirst().effects();
        },
        time.instant());
    pipeline.flush(time.instant());
    return started.getFirst();
  }

  void stop(String why) {
    pipeline.atRuns(
        runs -> runs.stop(runs.find(Optional.empty()), "ben", why, time.instant()), time.instant());
    pipeline.flush(time.instant());
  }

  void pause() {
    pipeline.atRuns(
        runs -> runs.pause(runs.find(Optional.empty()), "ben", "leak check", time.instant()),
        time.instant());
    pipeline.flush(time.instant());
  }

  void resume() {
    pipeline.atRuns(
        runs -> runs.resume(runs.find(Optional.empty()), "ben", "", time.instant()),
        time.instant());
    pipeline.flush(time.instant());
  }

  void skip() {
    pipeline.atRuns(
        runs -> runs.skip(runs.find(Optional.empty()), "ben", "known", time.instant()),
        time.instant());
    pipeline.flush(time.instant());
  }

  List<Run> active() {
    return pipeline.runs().views().stream().map(RunView::run).filter(Run::isActive).toList();
  }

  List<RunView> views() {
    return pipeline.runs().views();
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /** All notices in the order in which they were told. */
  List<Notice> notices() {
    return store.told(10_000).reversed().stream().map(told -> told.notice()).toList();
  }

  /** {@code 13:00 procedure Still reached 4 K after 13 h 0 min}, by hours since the beginning. */
  List<String> told(Notice.Kind... kinds) {
    var wanted = Set.of(kinds);
    return notices().stream()
        .filter(notice -> wanted.contains(notice.kind()))
        .map(this::line)
        .toList();
  }

  private String line(Notice notice) {
    long minutes = Duration.between(begin, notice.time()).toMinutes();
    return "%d:%02d %s %s"
        .formatted(minutes / 60, minutes % 60, notice.kind().word(), notice.title());
  }

  /** What the procedures themselves said, and their snapshots. */
  List<String> said() {
    return told(Notice.Kind.PROCEDURE, Notice.Kind.SNAPSHOT);
  }

  String journal() {
    return store.journal(1000).stream()
        .map(entry -> entry.kind() + " " + entry.text())
        .collect(Collectors.joining("\n"));
  }
}
