package org.stillwatch.instruments.viper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Past;
import org.stillwatch.core.instrument.RowProblem;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Problem;

/** The rows of VIPER's files, one file after the other. */
final class ViperPast implements Past {

  static final Unit TORR = Unit.of("Torr");

  /** Datasets by the channels that they become. */
  static final Map<String, String> GAUGES = gauges();

  /** What the gauge controller says when a gauge is off or has no value: 9.90E+09. */
  private static final double NO_VALUE_ABOVE = 9.89e9;

  private static final double NO_READING = -999;

  /** No time of a row is later: 2096, in seconds since 1970. */
  private static final double LATEST = 4e9;

  /** Of a row whose time is none. */
  private static final Instant NO_TIME = Instant.MAX;

  private static final int ROWS_A_TURN = 5_000;

  private final Site site;
  private final ViperSettings settings;
  private final List<Path> files;
  private final Deque<Path> left;
  private final List<RowProblem> told = new ArrayList<>();
  private @Nullable OpenFile open;
  private boolean declared;

  ViperPast(Site site, ViperSettings settings, List<Path> files) {
    this.site = site;
    this.settings = settings;
    this.files = List.copyOf(files);
    this.left = new ArrayDeque<>(files);
  }

  private static Map<String, String> gauges() {
    var gauges = new LinkedHashMap<String, String>();
    gauges.put("ion/pressure", "Ionisation");
    gauges.put("cg1/pressure", "CG1");
    gauges.put("cg2/pressure", "CG2");
    return gauges;
  }

  static List<Channel> channels(String instrument, Duration every) {
    return GAUGES.entrySet().stream()
        .map(
            gauge ->
                Channel.number(
                    ChannelId.of(instrument, gauge.getKey()), TORR, gauge.getValue(), every))
        .toList();
  }

  /** A file with when its runs began, as far as that is known. */
  private static final class OpenFile {
    private final Hdf5File hdf5;
    private final String name;
    private final long length;
    private final List<Run> runs;
    private long at;
    private Instant last = Instant.MIN;
    private int ordinal;
    private boolean toldOfTimes;

    OpenFile(Hdf5File hdf5, String name, long length, List<Run> runs) {
      this.hdf5 = hdf5;
      this.name = name;
      this.length = length;
      this.runs = runs;
    }

    Run run(long row) {
      var found = runs.getFirst();
      for (var run : runs) {
        if (run.from() <= row) {
          found = run;
        }
      }
      return found;
    }
  }

  /**
   * Rows whose times count from one beginning.
   *
   * @param seconds from its beginning to its last row
   * @param start when that was; empty when it is not known
   */
  private record Run(long from, long to, double seconds, boolean dated, Optional<Instant> start) {
    Run startingAt(Instant begin) {
      return new Run(from, to, seconds, dated, Optional.of(begin));
    }
  }

  @Override
  public Turn next() {
    var scans = new ArrayList<Scan>();
    long rows = 0;
    while (rows < ROWS_A_TURN && (open != null || !left.isEmpty())) {
      if (open == null) {
        open = open(left.removeFirst());
        continue;
      }
      int count = (int) Math.min(ROWS_A_TURN - rows, open.length - open.at);
      if (count == 0) {
        open.hdf5.close();
        open = null;
      } else {
        rows += read(open, count, scans);
      }
    }
    var channels = declared ? List.<Channel>of() : channels(site.id(), every());
    declared = true;
    var problems = List.copyOf(told);
    told.clear();
    return new Turn(
        scans, channels, rows, problems, "", true, open != null || !left.isEmpty(), Health.ok(""));
  }

  private Duration every() {
    return settings.every().orElse(Duration.ofSeconds(5));
  }

  private @Nullable OpenFile open(Path path) {
    Hdf5File hdf5 = null;
    try {
      hdf5 = Hdf5File.read(path);
      var columns = new ArrayList<>(List.of("Index", "Timestamp"));
      columns.addAll(GAUGES.values());
      long length = Long.MAX_VALUE;
      for (var column : columns) {
        if (!hdf5.has("/" + column)) {
          throw new Hdf5Problem(
              Hdf5Problem.Kind.OTHER, "there is no " + column + "; it is no file of VIPER");
        }
        length = Math.min(length, hdf5.dataset("/" + column).length());
      }
      var name = path.getFileName().toString();
      return new OpenFile(hdf5, name, length, dated(path, name, runs(hdf5, length)));
    } catch (Hdf5Problem | IOException e) {
      if (hdf5 != null) {
        hdf5.close();
      }
      told.add(new RowProblem(path.toString(), 1, 1, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static List<Run> runs(Hdf5File hdf5, long length) {
    var runs = new ArrayList<Run>();
    boolean hasUtc = hdf5.has("/TimeUTC");
    long from = 0;
    int before = -1;
    double seconds = 0;
    boolean dated = true;
    for (long at = 0; at < length; at += ROWS_A_TURN) {
      int count = (int) Math.min(ROWS_A_TURN, length - at);
      var index = hdf5.dataset("/Index").ints(at, count);
      var times = hdf5.dataset("/Timestamp").doubles(at, count);
      var utc = utc(hdf5, hasUtc, at, count);
      for (int i = 0; i < count; i++) {
        if (index[i] <= before) {
          runs.add(new Run(from, at + i, seconds, dated, Optional.empty()));
          from = at + i;
          dated = true;
        }
        before = index[i];
        seconds = times[i];
        dated &= !Double.isNaN(utc[i]);
      }
    }
    if (length > 0) {
      runs.add(new Run(from, length, seconds, dated, Optional.empty()));
    }
    return runs;
  }

  private static double[] utc(Hdf5File hdf5, boolean hasUtc, long at, int count) {
    var utc = new double[count];
    java.util.Arrays.fill(utc, Double.NaN);
    if (hasUtc) {
      var dataset = hdf5.dataset("/TimeUTC");
      int known = (int) Math.max(0, Math.min(count, dataset.length() - at));
      System.arraycopy(dataset.doubles(at, known), 0, utc, 0, known);
    }
    return utc;
  }

  /** Gives each run the beginning that the user knows; tells those that stay without. */
  private List<Run> dated(Path path, String name, List<Run> runs) throws IOException {
    boolean mine = files.size() == 1 || path.equals(settings.file());
    var starts = mine ? settings.runStarts() : List.<java.time.LocalDateTime>of();
    var dated = new ArrayList<Run>();
    int undated = 0;
    for (var run : runs) {
      if (run.dated()) {
        dated.add(run);
        continue;
      }
      undated++;
      boolean last = run.to() == runs.getLast().to();
      if (undated <= starts.size()) {
        dated.add(run.startingAt(starts.get(undated - 1).atZone(site.zone()).toInstant()));
      } else if (last && mine && settings.end().isPresent()) {
        var end = Files.getLastModifiedTime(path).toInstant();
        dated.add(run.startingAt(end.minus(length(run.seconds()))));
      } else {
        dated.add(run);
        told.add(
            new RowProblem(
                name,
                run.from() + 1,
                run.to() - run.from(),
                "the file does not say when run "
                    + dated.size()
                    + " began; give it as number "
                    + undated
                    + " of 'run-starts:'"
                    + (last ? ", or 'end: modified'" : "")));
      }
    }
    if (undated < starts.size()) {
      told.add(
          new RowProblem(
              name,
              1,
              1,
              "'run-starts:' has "
                  + starts.size()
                  + " times, but the file has "
                  + undated
                  + " runs without a date"));
    }
    return dated;
  }

  private static Duration length(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private long read(OpenFile file, int count, List<Scan> scans) {
    var seconds = file.hdf5.dataset("/Timestamp").doubles(file.at, count);
    var utc = utc(file.hdf5, file.hdf5.has("/TimeUTC"), file.at, count);
    var values = new LinkedHashMap<String, double[]>();
    GAUGES.forEach(
        (channel, dataset) ->
            values.put(channel, file.hdf5.dataset("/" + dataset).doubles(file.at, count)));
    for (int i = 0; i < count; i++) {
      var time = time(file.run(file.at + i), seconds[i], utc[i]);
      if (time.isPresent() && time.get().equals(NO_TIME)) {
        tellOnce(file, file.at + i);
      } else if (time.isPresent()) {
        scans.add(scan(file, time.get(), i, values));
      }
    }
    file.at += count;
    return count;
  }

  private static Optional<Instant> time(Run run, double seconds, double utc) {
    if (!Double.isNaN(utc)) {
      return Optional.of(isTime(utc) ? Instant.EPOCH.plus(length(utc)) : NO_TIME);
    }
    return run.start().map(start -> isTime(seconds) ? start.plus(length(seconds)) : NO_TIME);
  }

  private static boolean isTime(double seconds) {
    return seconds >= 0 && seconds < LATEST;
  }

  private void tellOnce(OpenFile file, long row) {
    if (!file.toldOfTimes) {
      file.toldOfTimes = true;
      told.add(
          new RowProblem(
              file.name,
              row + 1,
              1,
              "its time is no number of seconds that can be; this row and others like it are left"
                  + " out"));
    }
  }

  private Scan scan(OpenFile file, Instant time, int row, Map<String, double[]> values) {
    file.ordinal = time.equals(file.last) ? file.ordinal + 1 : 0;
    file.last = time;
    var readings = new ArrayList<Reading>();
    values.forEach(
        (channel, column) ->
            readings.add(
                reading(ChannelId.of(site.id(), channel), time, file.ordinal, column[row])));
    return new Scan(site.id(), time, readings);
  }

  private static Reading reading(ChannelId channel, Instant time, int ordinal, double torr) {
    if (torr == NO_READING || torr == 0) {
      return Reading.missing(
          channel, time, ordinal, "no reading (" + (torr == 0 ? "0" : "-999") + " in the file)");
    }
    if (torr > NO_VALUE_ABOVE) {
      return Reading.missing(channel, time, ordinal, "gauge off or over range (9.9E+09)");
    }
    if (!(torr > 0)) {
      return Reading.missing(channel, time, ordinal, torr + " Torr is no pressure");
    }
    return Reading.measured(channel, time, ordinal, torr);
  }

  @Override
  public double progress() {
    double inFile = open == null || open.length == 0 ? 0 : (double) open.at / open.length;
    return (files.size() - left.size() - (open == null ? 0 : 1) + inFile) / files.size();
  }

  @Override
  public void close() {
    if (open != null) {
      open.hdf5.close();
    }
  }
}
