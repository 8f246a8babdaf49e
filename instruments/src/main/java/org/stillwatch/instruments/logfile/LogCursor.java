package org.stillwatch.instruments.logfile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.link.file.FilePosition;

/**
 * Where a followed folder is, as text: a line for each fact, the first word says which.
 *
 * @param floor the first day that is followed, for logs kept by day
 * @param emptySince when the folder was first seen without any file of the log, while it still is
 * @param newest the newest day of which a row went out
 * @param firstLook the first look at the folder is not over: what is read now was there before
 * @param judge memory of the judge
 * @param files position and reader's memory of each file
 * @param backlog files of which rows were there before the first look, with the offset up to which
 * @param passedOver marks of undated files that are not read
 */
record LogCursor(
    Optional<LocalDate> floor,
    Optional<Instant> emptySince,
    Optional<LocalDate> newest,
    boolean firstLook,
    String judge,
    List<File> files,
    Map<String, Long> backlog,
    List<String> passedOver) {

  private static final String HEADING = "logs 1";

  record File(FilePosition position, String memory) {}

  String encode() {
    var out = new StringBuilder(HEADING);
    floor.ifPresent(day -> out.append("\nfloor ").append(day));
    emptySince.ifPresent(time -> out.append("\nempty ").append(time));
    newest.ifPresent(day -> out.append("\nnewest ").append(day));
    if (firstLook) {
      out.append("\nfirst-look");
    }
    if (!judge.isEmpty()) {
      out.append("\njudge ").append(judge);
    }
    if (!passedOver.isEmpty()) {
      out.append("\npassed-over ").append(String.join(" ", passedOver));
    }
    for (var file : files) {
      out.append("\nat ").append(file.position.encode());
      out.append("\nmemory ").append(file.memory);
    }
    backlog.forEach((file, end) -> out.append("\nbacklog ").append(end).append(' ').append(file));
    return out.toString();
  }

  /**
   * @throws IllegalArgumentException with one sentence when the text is not from {@link #encode}
   */
  static LogCursor decode(String text) {
    var lines = text.split("\n", -1);
    if (!lines[0].equals(HEADING)) {
      throw new IllegalArgumentException(
          "the stored position begins with '"
              + lines[0].substring(0, Math.min(30, lines[0].length()))
              + "' and is none of a log folder; expected '"
              + HEADING
              + "'");
    }
    var floor = Optional.<LocalDate>empty();
    var emptySince = Optional.<Instant>empty();
    var newest = Optional.<LocalDate>empty();
    boolean firstLook = false;
    var judge = "";
    var files = new ArrayList<File>();
    var backlog = new LinkedHashMap<String, Long>();
    var passedOver = List.<String>of();
    for (var line : List.of(lines).subList(1, lines.length)) {
      int blank = line.indexOf(' ');
      var word = blank < 0 ? line : line.substring(0, blank);
      var rest = blank < 0 ? "" : line.substring(blank + 1);
      switch (word) {
        case "floor" -> floor = Optional.of(LocalDate.parse(rest));
        case "empty" -> emptySince = Optional.of(Instant.parse(rest));
        case "newest" -> newest = Optional.of(LocalDate.parse(rest));
        case "first-look" -> firstLook = true;
        case "judge" -> judge = rest;
        case "passed-over" -> passedOver = Arrays.asList(rest.split(" "));
        case "at" -> files.add(new File(FilePosition.decode(rest), ""));
        case "memory" -> files.add(new File(files.removeLast().position, rest));
        case "backlog" -> {
          int gap = rest.indexOf(' ');
          backlog.put(rest.substring(gap + 1), Long.parseLong(rest.substring(0, gap)));
        }
        default ->
            throw new IllegalArgumentException(
                "the stored position of a log folder holds '" + word + "', which is not known");
      }
    }
    return new LogCursor(floor, emptySince, newest, firstLook, judge, files, backlog, passedOver);
  }
}
