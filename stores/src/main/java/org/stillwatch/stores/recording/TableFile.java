package org.stillwatch.stores.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.formats.hdf5.Column;
import org.stillwatch.formats.hdf5.Hdf5File;
import org.stillwatch.formats.hdf5.Hdf5Problem;
import org.stillwatch.formats.hdf5.Hdf5Type;

/**
 * A recording's file, as docs/recordings.md describes it: {@code /time}, and for each channel a
 * group with {@code value}, {@code quality} and {@code reason}; all of one length, but for {@code
 * /reasons}, which the numbers in {@code reason} point into.
 */
final class TableFile implements AutoCloseable {

  static final String LAYOUT = "stillwatch recording";
  static final int VERSION = 1;

  /** No reason is kept longer, in bytes of UTF-8. */
  static final Hdf5Type.Text REASON = new Hdf5Type.Text(200);

  private static final Hdf5Type.Words GRADE = new Hdf5Type.Words(Grade.words());

  /** Rows that lie together in a file that grows: small, as the last chunk is written each time. */
  private static final int CHUNK = 512;

  /** In a finished file, where large ones compress better. */
  private static final int LARGE_CHUNK = 16_384;

  private static final int LEVEL = 4;
  private static final String TIME = "/time";
  private static final String REASONS = "/reasons";

  /** Of each channel, in its group. */
  private static final List<String> COLUMNS = List.of("/value", "/quality", "/reason");

  private final Hdf5File file;
  private final Map<ChannelId, Channel> channels = new LinkedHashMap<>();
  private final Map<String, Integer> reasons = new HashMap<>();

  /** How many there are in the file. */
  private int reasonCount;

  private TableFile(Hdf5File file) {
    this.file = file;
  }

  /** Makes a file without rows, to be continued. */
  static void create(Path path, RecordingSettings settings, List<Channel> channels) {
    try (var file = Hdf5File.create(path, Hdf5File.Format.CHECKED)) {
      var table = lay(file, settings, channels, false);
    }
  }

  /** Makes a compressed file without rows, to be written now and never continued. */
  static TableFile createFinished(Path path, RecordingSettings settings, List<Channel> channels) {
    var file = Hdf5File.create(path, Hdf5File.Format.EARLIEST);
    try {
      file.attribute("/", "finished", 1);
      return lay(file, settings, channels, true);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static TableFile lay(
      Hdf5File file, RecordingSettings settings, List<Channel> channels, boolean finished) {
    var table = lay(file, finished);
    file.attribute("/", "recording", settings.name());
    file.attribute("/", "station", settings.station());
    file.attribute("/", "zone", settings.zone().getId());
    file.attribute("/", "every", words(settings.every()));
    file.attribute("/", "software", settings.software());
    channels.forEach(channel -> table.add(channel, finished));
    return table;
  }

  private static String words(Optional<Duration> every) {
    return every.map(Duration::toString).orElse("each reading");
  }

  /** Whether its rows are on this grid. */
  boolean isEvery(Optional<Duration> every) {
    return file.text("/", "every").equals(Optional.of(words(every)));
  }

  private static TableFile lay(Hdf5File file, boolean finished) {
    int chunk = finished ? LARGE_CHUNK : CHUNK;
    file.attribute("/", "layout", LAYOUT);
    file.attribute("/", "layout-version", VERSION);
    file.create(TIME, column(Column.plain(new Hdf5Type.Int64(), chunk), finished));
    file.attribute(TIME, "units", "ns since 1970-01-01T00:00:00Z");
    file.create(REASONS, Column.plain(REASON, 64)).append(REASON, List.of(""));
    var table = new TableFile(file);
    table.reasons.put("", table.reasonCount++);
    return table;
  }

  private static Column column(Column column, boolean finished) {
    return finished ? column.deflated(LEVEL) : column;
  }

  /**
   * Takes an open file as a recording.
   *
   * @throws Hdf5Problem when it is laid out in another way; it is closed then
   */
  static TableFile of(Hdf5File file) {
    try {
      var table = new TableFile(file);
      if (!file.text("/", "layout").equals(Optional.of(LAYOUT))
          || file.number("/", "layout-version").orElse(0) != VERSION) {
        throw new Hdf5Problem(
            Hdf5Problem.Kind.OTHER,
            "it is no recording of Stillwatch in layout " + VERSION + "; it is left as it is");
      }
      int known = (int) file.dataset(REASONS).length();
      for (var reason : file.dataset(REASONS).texts(REASON, 0, known)) {
        table.reasons.putIfAbsent(reason, table.reasonCount++);
      }
      table.find("");
      return table;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void find(String group) {
    for (var name : file.names(group.isEmpty() ? "/" : group)) {
      var path = group + "/" + name;
      if (!file.isDataset(path)) {
        var id = file.text(path, "channel");
        if (id.isPresent()) {
          var channel = new ChannelId(id.get());
          channels.put(
              channel,
              new Channel(
                  channel,
                  file.texts(path, "states").isEmpty()
                      ? Unit.of(file.text(path, "unit").orElse(""))
                      : Unit.STATE,
                  file.text(path, "label").orElse(""),
                  Duration.ZERO,
                  file.texts(path, "states")));
        }
        find(path);
      }
    }
  }

  private static String group(ChannelId channel) {
    return "/" + channel;
  }

  /** Adds a channel; in the rows that are there it has no readings. */
  void add(Channel channel, boolean finished) {
    var group = group(channel.id());
    int chunk = finished ? LARGE_CHUNK : CHUNK;
    long length = file.dataset(TIME).length();
    file.create(group + "/value", column(Column.of(new Hdf5Type.Float64(), chunk), finished))
        .resize(length);
    file.create(
            group + "/quality", column(Column.of(GRADE, GRADE.words().getLast(), chunk), finished))
        .resize(length);
    file.create(group + "/reason", column(Column.plain(new Hdf5Type.Int32(), chunk), finished))
        .resize(length);
    file.attribute(group, "unit", channel.hasStates() ? "" : channel.unit().symbol());
    file.attribute(group, "label", channel.label());
    if (channel.hasStates()) {
      file.attribute(group, "states", channel.states());
    }
    file.attribute(group, "channel", channel.id().text()); // the last: now the group is complete
    channels.put(channel.id(), channel);
  }

  List<ChannelId> channels() {
    return List.copyOf(channels.keySet());
  }

  boolean holds(ChannelId channel) {
    return channels.containsKey(channel);
  }

  /**
   * Whether rows of these channels can go on in this file: those it has are what they were, by unit
   * and states, and others can be added.
   *
   * @param growing whether channels may be added at all
   */
  boolean fits(List<Channel> rows, boolean growing) {
    return rows.stream()
        .allMatch(
            channel -> {
              var mine = channels.get(channel.id());
              return mine == null
                  ? growing && COLUMNS.stream().noneMatch(c -> file.has(group(channel.id()) + c))
                  : mine.states().equals(channel.states())
                      && mine.unit().symbol().equals(channel.unit().symbol());
            });
  }

  /** The length of the shortest column: so many rows are complete. */
  long length() {
    return columns().stream().mapToLong(name -> file.dataset(name).length()).min().orElse(0);
  }

  /** Whether a row was begun and not completed. */
  boolean isTorn() {
    long length = length();
    return columns().stream().anyMatch(name -> file.dataset(name).length() != length);
  }

  private List<String> columns() {
    var names = new ArrayList<String>();
    names.add(TIME);
    for (var channel : channels.keySet()) {
      for (var column : COLUMNS) {
        names.add(group(channel) + column);
      }
    }
    return names;
  }

  void cut(long length) {
    for (var name : columns()) {
      if (file.dataset(name).length() != length) {
        file.dataset(name).resize(length);
      }
    }
  }

  /** The time of a row, in nanoseconds since 1970. */
  long time(long row) {
    return file.dataset(TIME).longs(row, 1)[0];
  }

  /** Rows from this one on. */
  Rows rows(long from, int count) {
    var texts = file.dataset(REASONS).texts(REASON, 0, reasonCount);
    var cells = new ArrayList<Rows.Cells>();
    for (var channel : channels.keySet()) {
      var group = group(channel);
      var codes = file.dataset(group + "/reason").ints(from, count);
      var words = new String[count];
      for (int i = 0; i < count; i++) {
        words[i] = codes[i] >= 0 && codes[i] < texts.size() ? texts.get(codes[i]) : "?";
      }
      cells.add(
          new Rows.Cells(
              file.dataset(group + "/value").doubles(from, count),
              file.dataset(group + "/quality").words(GRADE, from, count),
              words));
    }
    return new Rows(channels(), file.dataset(TIME).longs(from, count), cells);
  }

  /** Appends rows; channels that the file has and the rows have not get no readings. */
  void append(Rows rows) {
    remember(rows);
    for (int c = 0; c < rows.channels().size(); c++) {
      var group = group(rows.channels().get(c));
      var cells = rows.cells().get(c);
      file.dataset(group + "/value").append(cells.values());
      file.dataset(group + "/quality").append(GRADE, cells.grades());
      file.dataset(group + "/reason").append(codes(cells.reasons()));
    }
    var given = Set.copyOf(rows.channels());
    for (var channel : channels.keySet()) {
      if (!given.contains(channel)) {
        for (var column : COLUMNS) {
          var dataset = file.dataset(group(channel) + column);
          dataset.resize(dataset.length() + rows.count());
        }
      }
    }
    file.dataset(TIME).append(rows.times());
  }

  private int[] codes(String[] texts) {
    var codes = new int[texts.length];
    for (int i = 0; i < texts.length; i++) {
      codes[i] = reasons.getOrDefault(texts[i], 0);
    }
    return codes;
  }

  private void remember(Rows rows) {
    var fresh = new ArrayList<String>();
    for (var cells : rows.cells()) {
      for (var reason : cells.reasons()) {
        if (!reasons.containsKey(reason)) {
          reasons.put(reason, reasonCount++);
          fresh.add(reason);
        }
      }
    }
    file.dataset(REASONS).append(REASON, fresh);
  }

  /** Makes a compressed file with the same rows, which is never continued. */
  void compressInto(Path path) {
    try (var target = Hdf5File.create(path, Hdf5File.Format.EARLIEST)) {
      var table = lay(target, true);
      for (var name : List.of("recording", "station", "zone", "every", "software")) {
        file.text("/", name).ifPresent(text -> target.attribute("/", name, text));
      }
      channels.values().forEach(channel -> table.add(channel, true));
      long length = length();
      for (long at = 0; at < length; at += LARGE_CHUNK) {
        table.append(rows(at, (int) Math.min(LARGE_CHUNK, length - at)));
      }
      target.attribute("/", "finished", 1);
    }
  }

  /** Whether this file is finished: compressed and never continued. */
  boolean isFinished() {
    return file.number("/", "finished").isPresent();
  }

  /** Whether another file holds the same rows. */
  boolean holdsTheSameAs(TableFile other) {
    if (length() != other.length() || !channels().equals(other.channels())) {
      return false;
    }
    for (long at = 0; at < length(); at += LARGE_CHUNK) {
      int count = (int) Math.min(LARGE_CHUNK, length() - at);
      var mine = rows(at, count);
      var theirs = other.rows(at, count);
      for (int c = 0; c < mine.cells().size(); c++) {
        for (int row = 0; row < count; row++) {
          if (!mine.cells().get(c).agrees(row, theirs.cells().get(c))
              || mine.times()[row] != theirs.times()[row]) {
            return false;
          }
        }
      }
    }
    return true;
  }

  void flush() {
    file.flush();
  }

  @Override
  public void close() {
    file.close();
  }
}
