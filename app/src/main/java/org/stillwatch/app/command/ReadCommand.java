package org.stillwatch.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Durations;
import org.stillwatch.app.config.Times;
import org.stillwatch.app.history.History;
import org.stillwatch.app.history.ReadingTable;
import org.stillwatch.app.history.ReadingTable.Line;
import org.stillwatch.app.history.RemoteHistory;
import org.stillwatch.app.history.StoredHistory;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelPattern;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.ReadingStore.Bucket;
import org.stillwatch.formats.hdf5.Hdf5Problem;
import org.stillwatch.stores.recording.Export;
import org.stillwatch.stores.recording.RecordingSettings;
import org.stillwatch.stores.sqlite.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints history. */
@Command(
    name = "read",
    description = {
      "Prints the history of channels; patterns such as fridge/*/temperature are allowed.",
      "Without --from: the 24 hours before --to. Without --to: up to the newest reading.",
      "With --points or --every: one value for each stretch of time, its last, or its mean.",
      "With --mean alone: one mean of each channel over all of the range. What is missing counts"
          + " for nothing."
    },
    footer = {
      "",
      "Example: stillwatch read 'fridge/*/temperature' --from -2h --format csv -o night.csv"
    })
final class ReadCommand implements Callable<Integer> {

  private static final Duration DEFAULT_RANGE = Duration.ofDays(1);
  private static final List<String> FORMATS = List.of("table", "csv", "json", "hdf5");

  @Mixin private RemoteOption remote = new RemoteOption();

  @Parameters(arity = "1..*", paramLabel = "CHANNEL", description = "channel ids or patterns")
  private List<String> patterns = List.of();

  @Option(names = "--from", paramLabel = "T", description = "from this time on")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "T", description = "before this time")
  private @Nullable String to;

  @Option(names = "--points", paramLabel = "N", description = "about so many values a channel")
  private @Nullable Integer points;

  @Option(names = "--every", paramLabel = "DUR", description = "one value for each such stretch")
  private @Nullable String every;

  @Option(names = "--mean", description = "the mean of each stretch instead of its last value")
  private boolean mean;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "table",
      description = "table, csv, json or hdf5, which needs -o (default: ${DEFAULT-VALUE})")
  private String format = "table";

  @Option(names = "--json", description = "the same as --format json")
  private boolean json;

  @Option(names = "-o", paramLabel = "FILE", description = "write to this file")
  private @Nullable Path file;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var chosen = json ? "json" : format;
    if (!FORMATS.contains(chosen)) {
      throw new Failure(
          Failure.USAGE, "'" + chosen + "' is no format here; expected table, csv, json or hdf5");
    }
    if (points != null && (points < 1 || points > 1_000_000)) {
      throw new Failure(Failure.USAGE, "--points " + points + ": expected 1 to 1000000");
    }
    if (chosen.equals("hdf5") && (file == null || points != null || every != null)) {
      throw new Failure(
          Failure.USAGE,
          "--format hdf5 writes every reading into a file; give -o, no --points or --every");
    }
    try (var history = history()) {
      var channels = select(history);
      if (file != null && chosen.equals("hdf5")) {
        export(history, channels, file);
      } else if (file == null) {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        print(history, channels, chosen, out);
        out.flush();
      } else {
        write(history, channels, chosen, file);
      }
      return 0;
    }
  }

  /** Writes beside the file first, so that there is never half a file under its name. */
  private void write(History history, List<Channel> channels, String chosen, Path target)
      throws IOException {
    var part = target.resolveSibling(target.getFileName() + ".part");
    try (var out = new PrintWriter(Files.newBufferedWriter(part, StandardCharsets.UTF_8))) {
      print(history, channels, chosen, out);
      if (out.checkError()) {
        throw new Failure(Failure.PROBLEMS, target + " cannot be written completely");
      }
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The layout of recordings: docs/recordings.md. */
  private void export(History history, List<Channel> channels, Path target) throws IOException {
    var now = Instant.now();
    var end =
        to == null
            ? channels.stream()
                .flatMap(channel -> history.newest(channel.id()).stream())
                .max(Instant::compareTo)
                .map(last -> last.plusNanos(1))
                .orElse(now)
            : Times.parse(to, history.zone(), now);
    var start = from == null ? end.minus(DEFAULT_RANGE) : Times.parse(from, history.zone(), now);
    var part = target.resolveSibling(target.getFileName() + ".part");
    var settings =
        new RecordingSettings(
            "read",
            List.of(),
            target.toAbsolutePath().resolveSibling(""),
            Optional.empty(),
            DEFAULT_RANGE,
            false,
            "",
            history.zone(),
            "Stillwatch");
    try {
      Files.deleteIfExists(part);
      long rows = Export.write(part, settings, channels, start, end, history::read);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (Hdf5Problem e) {
      Files.deleteIfExists(part);
      throw new Failure(Failure.PROBLEMS, String.valueOf(e.getMessage()));
    }
  }

  private History history() {
    var data = remote.dataFolder();
    if (remote.dataGiven() || SqliteStore.exists(data)) {
      if (!SqliteStore.exists(data)) {
        throw new Failure(Failure.UNREACHABLE, "there are no stored data in " + data);
      }
      return new StoredHistory(data);
    }
    var station = remote.station();
    return new RemoteHistory(station::json);
  }

  private List<Channel> select(History history) {
    var all = history.channels();
    var chosen = new ArrayList<Channel>();
    for (var text : patterns) {
      var regex = new ChannelPattern(text).regex();
      var matching =
          all.stream().filter(channel -> regex.matcher(channel.id().text()).matches()).toList();
      if (matching.isEmpty()) {
        throw new Failure(
            Failure.USAGE,
            "no channel matches '"
                + text
                + "'; there are "
                + all.size()
                + ", such as "
                + some(all));
      }
      matching.stream().filter(channel -> !chosen.contains(channel)).forEach(chosen::add);
    }
    return chosen;
  }

  private static String some(List<Channel> all) {
    return all.isEmpty() ? "none" : all.getFirst().id().text();
  }

  private void print(History history, List<Channel> channels, String chosen, PrintWriter out) {
    var table =
        switch (chosen) {
          case "csv" -> new ReadingTable.Csv();
          case "json" -> new ReadingTable.Json();
          default -> new ReadingTable.Table(history.zone());
        };
    table.begin(out);
    var now = Instant.now();
    for (var channel : channels) {
      var end =
          to == null
              ? history.newest(channel.id()).map(last -> last.plusNanos(1)).orElse(now)
              : Times.parse(to, history.zone(), now);
      var start = from == null ? end.minus(DEFAULT_RANGE) : Times.parse(from, history.zone(), now);
      var stretches = stretches(start, end);
      if (stretches.isPresent()) {
        var buckets = history.trend(channel.id(), start, end, stretches.get());
        buckets.forEach(bucket -> table.line(out, line(channel, bucket)));
        if (buckets.isEmpty() && stretches.get() == 1) {
          table.line(out, new Line(channel, start, "", "missing", "no readings in this range"));
        }
      } else {
        history.read(channel.id(), start, end, reading -> table.line(out, line(channel, reading)));
      }
    }
  }

  private Optional<Integer> stretches(Instant start, Instant end) {
    if (points != null) {
      return Optional.of(points);
    }
    if (every == null) {
      // the mean of all of it
      return mean ? Optional.of(1) : Optional.empty();
    }
    var width = Durations.parse(every);
    if (!width.isPositive()) {
      throw new Failure(Failure.USAGE, "--every " + every + ": expected more than nothing");
    }
    long count = (Duration.between(start, end).toNanos() + width.toNanos() - 1) / width.toNanos();
    if (count > 10_000_000) {
      throw new Failure(
          Failure.USAGE, "--every " + every + " gives " + count + " values; too many");
    }
    return Optional.of((int) Math.max(1, count));
  }

  private Line line(Channel channel, Bucket bucket) {
    return bucket.count() == 0
        ? new Line(channel, bucket.start(), "", "missing", bucket.reason())
        : new Line(
            channel,
            bucket.start(),
            channel.text(mean ? bucket.mean() : bucket.last()),
            "good",
            "");
  }

  private static Line line(Channel channel, Reading reading) {
    return switch (reading) {
      case Reading.Measured measured ->
          new Line(
              channel,
              measured.time(),
              channel.text(measured.value()),
              measured.quality().name().toLowerCase(Locale.ROOT),
              "");
      case Reading.Missing missing ->
          new Line(channel, missing.time(), "", "missing", missing.reason());
    };
  }
}
