package org.stillwatch.simulators.bluefors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stillwatch.simulators.bluefors.FridgeModel.Sensor;
import org.stillwatch.simulators.bluefors.FridgeModel.State;

/**
 * Writes the states of a fridge as the control software does: one folder {@code YY-MM-DD} for each
 * local day, made with the first row of that day, and in it {@code CHn T|R|P}, {@code maxigauge},
 * {@code Flowmeter}, {@code Channels}, {@code Status_}, {@code Heaters} and {@code Errors}; local
 * time, day first, CRLF. On demand it does what a real one does on a bad day. Not for several
 * threads at once.
 */
public final class BlueforsLogWriter {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yy-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("dd-MM-yy,HH:mm:ss", Locale.ROOT);

  private final Path folder;
  private final ZoneId zone;
  private final Build build;
  private final BlueforsRows rows;
  private final Map<Path, StringBuilder> waiting = new LinkedHashMap<>();
  private final Set<Integer> switchedOff = new TreeSet<>();
  private int held;
  private boolean cut;

  /**
   * @param folder in which the day folders are made
   * @param zone of the control computer's clock
   */
  public BlueforsLogWriter(Path folder, ZoneId zone, Build build) {
    this.folder = folder;
    this.zone = zone;
    this.build = build;
    this.rows = new BlueforsRows(build);
  }

  /**
   * Writes one set of rows.
   *
   * @param wall what the control computer's clock says
   * @throws IOException when a file cannot be written; its rows go out with the next call
   */
  public void write(Instant wall, State state) throws IOException {
    compose(wall, state);
    if (held > 0) {
      held--;
      return;
    }
    writeOut(cut);
    cut = false;
  }

  /** The next {@link #write} ends each file in the middle of its last row; the rest comes later. */
  public void cutNextRows() {
    cut = true;
  }

  /** The next so many calls of {@link #write} keep their rows; the one after writes all at once. */
  public void holdRows(int writes) {
    held = writes;
  }

  /** Writes what is still held back, and the ends of rows that were cut. */
  public void flush() throws IOException {
    held = 0;
    writeOut(false);
  }

  /** From now on this sensor's files are made, but nothing is written to them. */
  public void switchOff(int channel) {
    switchedOff.add(channel);
  }

  /** Undoes {@link #switchOff}. */
  public void switchOn(int channel) {
    switchedOff.remove(channel);
  }

  /**
   * Holds an exclusive lock on a file of that day, as a program on the control computer may do;
   * where locks are mandatory, as on Windows, others cannot read it meanwhile.
   *
   * @param name as {@code CH6 T} or {@code Status_}
   * @return gives the lock back when closed
   */
  public AutoCloseable lock(Instant wall, String name) throws IOException {
    var path = path(wall, name);
    Files.createDirectories(folder.resolve(DAY.format(wall.atZone(zone))));
    var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var _ = channel.lock();
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
    return channel;
  }

  /** Where a row of this moment goes: {@code 26-06-26/CH6 T 26-06-26.log}. */
  private Path path(Instant wall, String name) {
    var day = DAY.format(wall.atZone(zone));
    var separator = name.endsWith("_") ? "" : " ";
    return folder.resolve(day).resolve(name + separator + day + ".log");
  }

  private void compose(Instant wall, State state) {
    var stamp = STAMP.format(wall.atZone(zone));
    for (var sensor : state.sensors()) {
      compose(wall, stamp, sensor);
    }
    add(path(wall, "maxigauge"), rows.gauges(stamp, state));
    add(path(wall, "Flowmeter"), rows.flow(stamp, state));
    var channels = path(wall, "Channels");
    state.changes().forEach(positions -> add(channels, rows.switches(stamp, positions)));
    add(channels, rows.switches(stamp, state.switches()));
    add(path(wall, "Status_"), rows.status(stamp, state));
    var heaters = build == Build.CLASSIC ? "heaters_" : "Heaters";
    add(path(wall, heaters), rows.heaters(stamp, state));
    var offCurve = state.sensors().stream().filter(Sensor::offCurve).map(Sensor::channel).toList();
    if (!offCurve.isEmpty()) {
      add(path(wall, "Errors"), rows.errors(stamp, offCurve));
    }
  }

  private void compose(Instant wall, String stamp, Sensor sensor) {
    var name = "CH" + sensor.channel();
    if (switchedOff.contains(sensor.channel())) {
      for (var quantity : new String[] {" T", " R", " P"}) {
        var _ = rowsFor(path(wall, name + quantity));
      }
      return;
    }
    sensor
        .temperatureK()
        .ifPresent(kelvin -> add(path(wall, name + " T"), rows.sensor(stamp, kelvin)));
    add(path(wall, name + " R"), rows.sensor(stamp, sensor.resistanceOhm()));
    add(path(wall, name + " P"), rows.sensor(stamp, sensor.excitationW()));
  }

  private StringBuilder rowsFor(Path path) {
    return waiting.computeIfAbsent(path, _ -> new StringBuilder());
  }

  private void add(Path path, String row) {
    rowsFor(path).append(row).append("\r\n");
  }

  private void writeOut(boolean cutLast) throws IOException {
    var files = waiting.entrySet().iterator();
    while (files.hasNext()) {
      var file = files.next();
      var text = file.getValue();
      int end = cutLast ? middleOfLastRow(text) : text.length();
      append(file.getKey(), text.substring(0, end));
      text.delete(0, end);
      if (text.isEmpty()) {
        files.remove();
      }
    }
  }

  private static int middleOfLastRow(StringBuilder text) {
    int start = text.lastIndexOf("\r\n", text.length() - 3) + 2;
    int begin = text.length() < 3 || start < 2 ? 0 : start;
    return begin + (text.length() - begin) / 2;
  }

  private static void append(Path path, String text) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.writeString(
        path,
        text,
        StandardCharsets.US_ASCII,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
