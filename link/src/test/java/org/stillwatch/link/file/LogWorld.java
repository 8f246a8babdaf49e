package org.stillwatch.link.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The programs that write logs and the people who move them about, at random, with the list of
 * every record that must be read. They destroy only what was read and committed.
 */
final class LogWorld {

  /** How records are told apart. */
  enum Shape {
    LF,
    CRLF,
    FIXED
  }

  /** What the first records of the files look like. */
  enum Beginning {
    /** The first record differs from file to file. */
    DISTINCT,
    /** All begin with the same header; the identity goes through the first row. */
    HEADER_AND_ROW,
    /** All begin with the same header, which is the identity: only the tail tells them apart. */
    SAME_HEADER
  }

  private static final String HEADER = "# time,temperature(K)";
  private static final int FIXED_BYTES = 24;
  private static final int MOST_LOGS = 7;

  record Line(String text, long offset, long number) {}

  /** One logical file, wherever it is. */
  static final class Log {
    final int id;
    final List<Line> lines = new ArrayList<>();
    final List<Line> inFile = new ArrayList<>();
    Path path;
    @Nullable Path reopenAt;
    boolean exists = true;
    boolean closed;
    long size;
    long number;
    String half = "";
    String halfRest = "";

    Log(int id, Path path) {
      this.id = id;
      this.path = path;
    }
  }

  private final Path root;
  private final RandomGenerator random;
  final Shape shape;
  final Beginning beginning;
  final boolean acceptsRotated;
  final List<String> story = new ArrayList<>();
  private final List<Log> logs = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final Map<Integer, Integer> committed = new HashMap<>();
  private final Map<Integer, @Nullable Path> committedIn = new HashMap<>();
  private int names;

  LogWorld(Path root, RandomGenerator random) {
    this.root = root;
    this.random = random;
    shape = Shape.values()[random.nextInt(3)];
    beginning = shape == Shape.FIXED ? Beginning.DISTINCT : Beginning.values()[random.nextInt(3)];
    acceptsRotated = beginning != Beginning.SAME_HEADER && random.nextBoolean();
    folders.add(root);
    tell(shape + " " + beginning + (acceptsRotated ? " rotated files are accepted" : ""));
  }

  boolean accepts(String file) {
    return file.endsWith(".log") || (acceptsRotated && file.matches(".*\\.log\\.\\d+"));
  }

  RecordFormat format() {
    Predicate<String> row = line -> !line.isBlank() && !line.startsWith("#");
    return switch (shape) {
      case FIXED -> new Fixed();
      case LF, CRLF ->
          beginning == Beginning.HEADER_AND_ROW ? new LineFormat(row) : new LineFormat();
    };
  }

  List<Log> logs() {
    return logs;
  }

  void tell(String event) {
    story.add(event);
  }

  /** The id and sequence number in a record's text; empty for a header. */
  static int[] tag(String text) {
    if (text.startsWith("#")) {
      return new int[0];
    }
    var parts = text.strip().split(" ");
    return new int[] {
      Integer.parseInt(parts[0].substring(1)), Integer.parseInt(parts[1].substring(1))
    };
  }

  Line line(int id, int sequence) {
    return logs.get(id).lines.get(sequence);
  }

  void committed(int id, String file) {
    committed.merge(id, 1, Integer::sum);
    committedIn.put(id, root.resolve(file).getParent());
  }

  boolean allCommitted(Log log) {
    return committed.getOrDefault(log.id, 0) == log.lines.size();
  }

  private boolean someCommitted(Log log) {
    return committed.getOrDefault(log.id, 0) > 0;
  }

  /** One thing that a program or a person does. */
  void step() {
    var live = logs.stream().filter(log -> log.exists && !log.closed).toList();
    if (live.isEmpty() || (live.size() < MOST_LOGS && random.nextInt(12) == 0)) {
      create();
      return;
    }
    var log = live.get(random.nextInt(live.size()));
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> lines(log, 1 + random.nextInt(4));
      case 6, 7, 8 -> halfLine(log);
      case 9, 10 -> finishLine(log);
      case 11 -> lines(log, 20 + random.nextInt(30));
      case 12, 13 -> rename(log);
      case 14, 15 -> reopen();
      case 16 -> replace(log);
      case 17 -> truncate(log);
      case 18 -> copyAndTruncate(log);
      default -> {
        switch (random.nextInt(3)) {
          case 0 -> delete();
          case 1 -> moveFolder();
          default -> renameAgain();
        }
      }
    }
  }

  /** Nobody changes anything any more but finishes some of the half lines. */
  void end() {
    for (var log : logs) {
      if (log.exists && !log.closed && random.nextBoolean()) {
        finishLine(log);
      }
    }
  }

  private void create() {
    if (random.nextInt(4) == 0) {
      var folder = root.resolve("day" + ++names);
      run(() -> Files.createDirectories(folder));
      folders.add(folder);
    }
    var folder = folders.get(random.nextInt(folders.size()));
    begin(folder.resolve("n" + ++names + ".log"));
  }

  private Log begin(Path path) {
    var log = new Log(logs.size(), path);
    logs.add(log);
    run(() -> Files.write(path, new byte[0]));
    tell("g" + log.id + " begins at " + root.relativize(path));
    if (random.nextBoolean()) {
      lines(log, 1 + random.nextInt(3));
    }
    return log;
  }

  private String text(Log log) {
    var text = "g%d s%d %d".formatted(log.id, log.lines.size(), random.nextInt(1, 100_000));
    return switch (shape) {
      case LF -> text + "\n";
      case CRLF -> text + "\r\n";
      case FIXED -> text + " ".repeat(FIXED_BYTES - text.length());
    };
  }

  private String header(Log log) {
    if (log.size > 0 || beginning == Beginning.DISTINCT) {
      return "";
    }
    log.number = 1;
    var header = HEADER + (shape == Shape.CRLF ? "\r\n" : "\n");
    log.size = header.length();
    return header;
  }

  /** New lines, behind the rest of a half one. */
  private String compose(Log log, int count) {
    var out = new StringBuilder(header(log));
    if (!log.half.isEmpty()) {
      out.append(log.halfRest);
      record(log, log.half);
      log.half = "";
    }
    for (int i = 0; i < count; i++) {
      var text = text(log);
      out.append(text);
      record(log, text);
    }
    return out.toString();
  }

  private static void record(Log log, String text) {
    var line = new Line(text, log.size, ++log.number);
    log.lines.add(line);
    log.inFile.add(line);
    log.size += text.length();
  }

  void lines(Log log, int count) {
    append(log, compose(log, count));
    tell("g" + log.id + " + " + count + " lines, now " + log.size);
  }

  private void finishLine(Log log) {
    if (!log.half.isEmpty()) {
      lines(log, 0);
    }
  }

  private void halfLine(Log log) {
    if (log.half.isEmpty()) {
      var header = header(log);
      var text = text(log);
      int cut = random.nextInt(1, text.length());
      append(log, header + text.substring(0, cut));
      log.half = text;
      log.halfRest = text.substring(cut);
      tell("g" + log.id + " + half a line");
    } else {
      int cut = random.nextInt(log.halfRest.length());
      append(log, log.halfRest.substring(0, cut));
      log.halfRest = log.halfRest.substring(cut);
    }
  }

  private void append(Log log, String text) {
    run(() -> Files.write(log.path, text.getBytes(ISO_8859_1), StandardOpenOption.APPEND));
  }

  /**
   * A name that is not accepted can only be found from a position of the same folder. Two files of
   * one name and one beginning have one key: no third may come before they part.
   */
  private boolean mayPart(Log log) {
    if (!acceptsRotated && !Objects.equals(log.path.getParent(), committedIn.get(log.id))) {
      return false;
    }
    return beginning != Beginning.SAME_HEADER
        || logs.stream()
            .filter(other -> other != log && (other.closed || other.reopenAt != null))
            .allMatch(this::allCommitted);
  }

  private Path rotated(Path path) {
    var name = path.getFileName().toString().replaceAll("\\.\\d+$", "");
    return path.resolveSibling(name + "." + ++names);
  }

  private void rename(Log log) {
    if (log.reopenAt != null || !mayPart(log)) {
      return;
    }
    var from = log.path;
    move(log, rotated(from));
    if (!acceptsRotated) {
      log.reopenAt = from;
    } else if (random.nextBoolean()) {
      begin(from);
    }
  }

  private void move(Log log, Path to) {
    tell("g" + log.id + " renamed from " + root.relativize(log.path) + " to " + to.getFileName());
    var from = log.path;
    run(() -> Files.move(from, to));
    log.path = to;
  }

  private void renameAgain() {
    var renamed = logs.stream().filter(log -> log.exists && log.reopenAt != null).toList();
    if (!renamed.isEmpty()) {
      var log = renamed.get(random.nextInt(renamed.size()));
      move(log, rotated(log.path));
    }
  }

  /** A writer whose file was renamed begins a new one under the old name. */
  private void reopen() {
    for (var log : List.copyOf(logs)) {
      if (log.reopenAt != null && !log.closed && random.nextBoolean()) {
        if (random.nextBoolean()) {
          finishLine(log);
        }
        log.closed = true;
        begin(log.reopenAt);
      }
    }
  }

  private void replace(Log log) {
    if (!allCommitted(log) || log.reopenAt != null) {
      return;
    }
    log.exists = false;
    var next = new Log(logs.size(), log.path);
    logs.add(next);
    var text = new StringBuilder(compose(next, 1 + random.nextInt(3)));
    while (beginning == Beginning.SAME_HEADER && next.size <= log.size + log.half.length()) {
      text.append(compose(next, 1));
    }
    var bytes = text.toString().getBytes(ISO_8859_1);
    switch (random.nextInt(3)) {
      case 0 -> run(() -> Files.write(log.path, bytes));
      case 1 -> {
        run(() -> Files.delete(log.path));
        run(() -> Files.write(log.path, bytes));
      }
      default -> {
        var beside = log.path.resolveSibling("new.tmp");
        run(() -> Files.write(beside, bytes));
        run(() -> Files.move(beside, log.path, StandardCopyOption.REPLACE_EXISTING));
      }
    }
    tell("g" + log.id + " replaced by g" + next.id + " of " + next.size);
  }

  private void truncate(Log log) {
    if (allCommitted(log) && log.reopenAt == null && beginning != Beginning.SAME_HEADER) {
      log.exists = false;
      tell("g" + log.id + " truncated");
      begin(log.path);
    }
  }

  private void copyAndTruncate(Log log) {
    if (log.reopenAt != null || !mayPart(log)) {
      return;
    }
    var from = log.path;
    var to = rotated(from);
    tell("g" + log.id + " copied to " + to.getFileName() + " and truncated");
    run(() -> Files.copy(from, to));
    log.path = to;
    log.closed = true;
    log.reopenAt = from;
    begin(from);
  }

  private void delete() {
    var done =
        logs.stream()
            .filter(log -> log.exists && allCommitted(log))
            .filter(log -> log.reopenAt == null || log.closed)
            .filter(
                log ->
                    beginning != Beginning.SAME_HEADER
                        || (someCommitted(log) && log.reopenAt == null))
            .toList();
    if (!done.isEmpty()) {
      var log = done.get(random.nextInt(done.size()));
      tell("g" + log.id + " deleted");
      run(() -> Files.delete(log.path));
      log.exists = false;
    }
  }

  /** A day folder is moved to another name with all its files. */
  private void moveFolder() {
    if (folders.size() < 2 || beginning == Beginning.SAME_HEADER) {
      return;
    }
    var from = folders.get(1 + random.nextInt(folders.size() - 1));
    var inside = logs.stream().filter(log -> log.exists && log.path.startsWith(from)).toList();
    if (!acceptsRotated && inside.stream().anyMatch(log -> log.reopenAt != null)) {
      return;
    }
    var to = from.resolveSibling(from.getFileName() + "x");
    tell(from.getFileName() + " moved to " + to.getFileName());
    run(() -> Files.move(from, to));
    folders.set(folders.indexOf(from), to);
    for (var log : inside) {
      log.path = to.resolve(log.path.getFileName());
    }
    for (var log : logs) {
      if (log.reopenAt != null && log.reopenAt.startsWith(from)) {
        log.reopenAt = to.resolve(log.reopenAt.getFileName());
      }
    }
  }

  /** Cuts lines off the end of a file that was read and committed; its first stays. */
  boolean cut(Log log) {
    if (!log.exists || log.closed || log.inFile.size() < 3 || !allCommitted(log)) {
      return false;
    }
    int keep = random.nextInt(1, log.inFile.size() - 1);
    var to = log.inFile.get(keep);
    run(
        () -> {
          try (var channel = Files.newByteChannel(log.path, StandardOpenOption.WRITE)) {
            channel.truncate(to.offset());
          }
        });
    tell("g" + log.id + " cut from " + log.size + " to " + to.offset());
    log.size = to.offset();
    log.inFile.subList(keep, log.inFile.size()).clear();
    log.number = to.number() - 1;
    log.half = "";
    return true;
  }

  interface Action {
    void run() throws IOException;
  }

  static void run(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Records of one length without any terminator. */
  private static final class Fixed implements RecordFormat {
    @Override
    public RecordCutter cutter(byte[] head) {
      return new RecordCutter() {
        @Override
        public int window() {
          return FIXED_BYTES;
        }

        @Override
        public int next(ByteBuffer bytes, long offset) {
          return bytes.remaining() < FIXED_BYTES ? 0 : FIXED_BYTES;
        }
      };
    }

    @Override
    public int identityBytes(byte[] head) {
      return head.length < FIXED_BYTES ? -1 : FIXED_BYTES;
    }
  }
}
