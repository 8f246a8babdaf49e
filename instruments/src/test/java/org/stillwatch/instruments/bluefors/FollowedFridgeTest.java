package org.stillwatch.instruments.bluefors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.RowProblem;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.logfile.LogInstrument;

/** Log folders that grow while they are followed. */
class FollowedFridgeTest {

  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yy-MM-dd");
  private static final DateTimeFormatter ROW = DateTimeFormatter.ofPattern("dd-MM-yy,HH:mm:ss");

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final Path folder = files.getPath("/logs");
  private int pollBytes = LogInstrument.POLL_BYTES;

  private LogInstrument instrument = open(Optional.empty());
  private Optional<String> committed = Optional.empty();
  private final List<Reading> readings = new ArrayList<>();
  private final List<RowProblem> problems = new ArrayList<>();
  private long rows;

  @AfterEach
  void closeFiles() throws IOException {
    files.close();
  }

  private LogInstrument open(Optional<String> cursor) {
    var site = new Site("fridge", Fridge.ZURICH, files.getPath("/"));
    var opened = new LogInstrument(site, files.getPath("logs"), Fridge.format(), pollBytes);
    opened.resume(cursor);
    return opened;
  }

  private void restart() {
    instrument = open(committed);
  }

  private Turn turn(Instant now) {
    var turn = instrument.turn(now);
    committed = Optional.of(turn.cursor());
    turn.scans().forEach(scan -> readings.addAll(scan.readings()));
    problems.addAll(turn.problems());
    rows += turn.rows();
    return turn;
  }

  /** Turns until all has gone out, the clock going on by two seconds. */
  private Turn drain(Instant now) {
    var last = turn(now);
    var later = now;
    for (int idle = 0, i = 0; idle < 3; i++) {
      assertTrue(i < 100_000, "never done");
      if (!last.more()) {
        idle++;
        later = later.plusSeconds(1);
      }
      last = turn(later);
    }
    return last;
  }

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(
        path,
        text.getBytes(StandardCharsets.ISO_8859_1),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String file(String name, LocalDateTime time) {
    var day = time.format(NAME);
    return day + "/" + name + day + ".log";
  }

  private List<Reading> past(Path... paths) {
    var out = new ArrayList<Reading>();
    try (var past = open(Optional.empty()).past(List.of(paths)).orElseThrow()) {
      boolean more = true;
      while (more) {
        var turn = past.next();
        turn.scans().forEach(scan -> out.addAll(scan.readings()));
        more = turn.more();
      }
    }
    return out;
  }

  private record Line(String file, String text) {}

  /** What the fridge writes at one time. CH6 freezes and stops in some minutes. */
  private static List<Line> scan(LocalDateTime at, Random random) {
    var lines = new ArrayList<Line>();
    var row = at.format(ROW) + ",";
    int minute = at.getMinute() % 10;
    double ohm = 15_000 + at.getMinute() * 100 + at.getSecond();
    lines.add(line("CH6 R ", at, row + number(ohm)));
    if (minute < 6) {
      lines.add(line("CH6 T ", at, row + number(minute < 2 ? 7 / ohm : 0.007)));
    }
    if (random.nextInt(10) > 0) {
      lines.add(line("CH5 R ", at, row + number(1200 + random.nextInt(3))));
      lines.add(line("CH5 T ", at, row + number(random.nextInt(20) == 0 ? 0 : 0.8)));
    }
    if (random.nextInt(15) == 0) {
      lines.add(line("Errors ", at, row + "Ch5,T. UNDER"));
    }
    for (int i = 0; i < 1 + random.nextInt(12) / 10; i++) {
      lines.add(line("Channels ", at, row + "0,v1," + random.nextInt(2) + ",ext,1"));
    }
    lines.add(
        random.nextInt(20) == 0
            ? line("Flowmeter ", at, row + "oops")
            : line("Flowmeter ", at, row + "0.24" + random.nextInt(10)));
    return lines;
  }

  private static Line line(String name, LocalDateTime at, String text) {
    return new Line(file(name, at), text + "\r\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6e", value);
  }

  @Test
  void followingWithCrashesGivesTheRowsThatAnImportGivesInTheSameOrder() throws IOException {
    for (int seed = 0; seed < 15; seed++) {
      var random = new Random(seed);
      pollBytes = random.nextBoolean() ? 700 : LogInstrument.POLL_BYTES;
      readings.clear();
      problems.clear();
      committed = Optional.empty();
      restart();
      live(random);
      var expected = past(folder);
      assertTrue(expected.size() > 1000);
      assertSame(expected, readings, "seed " + seed);
      deleteAll();
    }
  }

  /** Tells the first difference only. */
  private static void assertSame(List<Reading> expected, List<Reading> seen, String what) {
    for (int i = 0; i < Math.min(expected.size(), seen.size()); i++) {
      assertEquals(expected.get(i), seen.get(i), what + ", reading " + i);
    }
    assertEquals(expected.size(), seen.size(), what);
  }

  private void live(Random random) throws IOException {
    var at = LocalDateTime.parse("2026-10-23T23:55:02");
    boolean down = true;
    for (int step = 0; step < 250; step++) {
      var clock = Fridge.local(at.toString());
      if (down && (step == 20 || (step > 20 && random.nextInt(20) == 0))) {
        restart();
        down = false;
      }
      for (var line : scan(at, random)) {
        int cut = random.nextInt(line.text.length());
        write(line.file, line.text.substring(0, cut));
        if (!down && random.nextInt(8) == 0) {
          step(clock, random);
        }
        write(line.file, line.text.substring(cut));
      }
      if (!down) {
        step(clock.plusMillis(300 + random.nextInt(600)), random);
        if (random.nextInt(3) > 0) {
          step(clock.plusMillis(1000 + random.nextInt(8000)), random);
        }
        down = random.nextInt(40) == 0;
      }
      // a day is left out now and then, so that folders of several days wait after a stop
      at = step > 25 && random.nextInt(60) == 0 ? at.plusHours(20) : at.plusSeconds(10);
    }
    if (down) {
      restart();
    }
    drain(Fridge.local(at.toString()).plusSeconds(5));
  }

  /** One turn: committed, or lost by a crash before its commit. */
  private void step(Instant now, Random random) {
    if (random.nextInt(12) == 0) {
      instrument.turn(now);
      restart();
    } else {
      turn(now);
    }
  }

  private void deleteAll() throws IOException {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static final String NOW = "2026-06-26T12:00:00";
  private static final Instant NOON = Fridge.local(NOW);

  private void writeFlow(String from, int count) throws IOException {
    var time = LocalDateTime.parse(from);
    for (int i = 0; i < count; i++) {
      write(file("Flowmeter ", time), time.format(ROW) + ",0.1\r\n");
      time = time.plusSeconds(10);
    }
  }

  @Test
  void theFirstRunReadsTodayAsBacklogAndNoOlderDay() throws IOException {
    writeFlow("2026-06-25T12:00:00", 5);
    writeFlow("2026-06-26T08:00:00", 3);
    var first = drainBacklog(NOON);
    assertEquals(3, readings.size());
    assertTrue(first);

    writeFlow("2026-06-26T12:00:00", 2);
    var turn = turn(NOON.plusSeconds(30));
    var next = turn(NOON.plusSeconds(32));
    assertFalse(turn.backlog() || next.backlog());
    assertEquals(5, readings.size());
  }

  @Test
  void anEmptyFolderIsFollowedFromTheFirstDayThatComesHoweverOldItIs() throws IOException {
    Files.createDirectories(folder.resolve("26-06-24"));
    var empty = turn(NOON.plus(Duration.ofDays(150)));
    restart();
    for (var day : List.of("2026-06-24", "2026-06-25", "2026-06-27")) {
      writeFlow(day + "T12:00:00", 2);
      var later = turn(NOON.plus(Duration.ofDays(150)));
      assertFalse(later.backlog());
      restart();
      writeFlow(day + "T12:00:20", 3);
    }
    drain(NOON.plus(Duration.ofDays(151)));
    assertEquals(3 * 5, readings.size());
  }

  @Test
  void daysThatAreWrittenIntoAnEmptyFolderDuringAStopAreAllRead() throws IOException {
    Files.createDirectories(folder);
    var empty = turn(NOON);
    restart();
    for (var day : List.of("23", "24", "25")) {
      writeFlow("2026-06-" + day + "T12:00:00", 2);
      changed("2026-06-" + day + "T12:00:00", NOON.plusSeconds(30));
    }
    drain(NOON.plusSeconds(60));
    assertEquals(6, readings.size());
  }

  private void changed(String day, Instant at) throws IOException {
    var path = folder.resolve(file("Flowmeter ", LocalDateTime.parse(day)));
    Files.setLastModifiedTime(path, FileTime.from(at));
  }

  @Test
  void ofAShareThatIsThereLateOnlyTheNewestDayIsRead() throws IOException {
    Files.createDirectories(folder);
    var empty = turn(NOON);
    for (var day : List.of("23", "24", "25")) {
      writeFlow("2026-06-" + day + "T12:00:00", day.equals("25") ? 5 : 2);
      changed("2026-06-" + day + "T12:00:00", NOON.minus(Duration.ofHours(1)));
    }
    drain(NOON.plusSeconds(60));
    assertEquals(5, readings.size());
  }

  @Test
  void withoutFilesOfTodayTheNewestDayIsTheBacklog() throws IOException {
    writeFlow("2026-06-23T12:00:00", 2);
    writeFlow("2026-06-24T12:00:00", 3);
    assertTrue(drainBacklog(NOON));
    assertEquals(3, readings.size());
  }

  private boolean drainBacklog(Instant now) {
    boolean all = true;
    for (int i = 0; i < 5; i++) {
      var turn = turn(now.plusSeconds(i));
      all &= turn.backlog() || turn.scans().isEmpty();
    }
    return all;
  }

  @Test
  void aCrashInTheBacklogLeavesItBacklog() throws IOException {
    writeFlow("2026-06-26T00:00:00", 8000);
    var perTurn = new ArrayList<Boolean>();
    for (int i = 0; i < 3; i++) {
      writeChannels("2026-06-26T0" + i + ":00:00", 800);
    }
    for (int i = 0; i < 20; i++) {
      var turn = turn(NOON.plusSeconds(i));
      if (!turn.scans().isEmpty()) {
        perTurn.add(turn.backlog());
      }
      if (i < 10) {
        restart();
      }
    }
    assertTrue(perTurn.size() >= 2, perTurn::toString);
    assertFalse(perTurn.contains(false), perTurn::toString);
    assertEquals(8000 + 3 * 800 * 20, readings.size());
  }

  private void writeChannels(String from, int count) throws IOException {
    var time = LocalDateTime.parse(from);
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(time.format(ROW)).append(",0");
      for (int v = 1; v <= 20; v++) {
        text.append(",v").append(v).append(",1");
      }
      text.append("\r\n");
      time = time.plusSeconds(4);
    }
    write(file("Channels ", time), text.toString());
  }

  @Test
  void afterALongStopAllDaysInBetweenAreReadAndNoneAgain() throws IOException {
    writeFlow("2026-06-20T08:00:00", 2);
    drain(Fridge.local("2026-06-20T09:00:00"));
    for (int day = 20; day <= 26; day++) {
      writeFlow("2026-06-" + day + "T10:00:00", 4);
    }
    restart();
    drain(NOON);
    assertEquals(2 + 7 * 4, readings.size());
    assertEquals(3, committed.orElseThrow().lines().filter(l -> l.startsWith("at ")).count());

    writeFlow("2026-06-21T23:00:00", 4);
    drain(NOON.plusSeconds(60));
    assertEquals(2 + 7 * 4, readings.size(), "an old day must not be followed again");
  }

  @Test
  void aTurnIsBounded() throws IOException {
    writeChannels("2026-06-26T00:00:00", 3000);
    var first = turn(NOON);
    assertTrue(first.more());
    int sum = first.scans().stream().mapToInt(scan -> scan.readings().size()).sum();
    assertEquals(20_000, sum, 20);
  }

  @Test
  void rowsThatCannotBeReadAreCountedTogetherAndHealthTellsUntilItIsGoodAgain() throws IOException {
    for (int i = 0; i < 312; i++) {
      write("26-06-26/Flowmeter 26-06-26.log", "26-06-26,11:00:00,x" + i + "\r\n");
    }
    writeFlow("2026-06-26T11:59:00", 0);
    var turn = turn(NOON);
    assertEquals(312, turn.rows());
    assertEquals(1, turn.problems().size());
    assertEquals(
        new RowProblem(
            "26-06-26/Flowmeter 26-06-26.log",
            1,
            312,
            "'x0' is no number; expected a flow in mmol/s"),
        turn.problems().getFirst());
    assertEquals(
        Health.trouble(
            "Flowmeter 26-06-26.log: 312 rows in a row cannot be read, the last: 'x311' is no"
                + " number; expected a flow in mmol/s"),
        turn.health());

    writeFlow("2026-06-26T12:00:00", 1);
    assertEquals(Health.State.OK, drain(NOON.plusSeconds(20)).health().state());
  }

  @Test
  void aMissingFolderIsToldAndFoundWhenItIsThere() throws IOException {
    var before = turn(NOON);
    assertEquals(
        Health.unreachable("folder /logs does not exist; looking again until it is there"),
        before.health());
    writeFlow("2026-06-26T11:00:00", 1);
    assertEquals(Health.State.OK, drain(NOON.plusSeconds(10)).health().state());
    assertEquals(1, readings.size());
  }

  @Test
  void rowsInTheFutureAreKeptAndTheClocksCalledInDisagreement() throws IOException {
    writeFlow("2026-06-26T12:07:10", 1);
    var turn = drain(NOON);
    assertEquals(
        Health.trouble("clocks disagree: the newest row is 7 min ahead of this computer"),
        turn.health());
    assertEquals(1, readings.size());
  }

  @Test
  void aFolderOfAFarFutureDayHidesNoRealDay() throws IOException {
    writeFlow("2026-06-26T11:00:00", 1);
    writeFlow("2077-01-01T00:00:00", 1);
    drain(NOON);
    restart();
    writeFlow("2026-06-26T12:00:00", 1);
    writeFlow("2026-06-27T00:00:00", 1);
    drain(NOON.plus(Duration.ofDays(1)));
    assertEquals(4, readings.size());
  }

  @Test
  void filesThatAreNoLogsAreToldAndTheOthersGoOn() throws IOException {
    writeFlow("2026-06-26T10:00:00", 3);
    write("26-06-26/CH1 T 26-06-26.log", "");
    write("26-06-26/CH2 T 26-06-26.log", "<html>\n<body>\n");
    var junk = new byte[300_000];
    new Random(3).nextBytes(junk);
    Files.write(folder.resolve("26-06-26/CH5 T 26-06-26.log"), junk);
    Files.createDirectories(folder.resolve("26-06-26/CH6 T 26-06-26.log"));
    drain(NOON);
    assertEquals(3, readings.size());
    assertTrue(problems.stream().mapToLong(RowProblem::count).sum() > 500);
    assertEquals(3, past(folder).size());
  }

  @Test
  void anImportTakesFilesDaysAndFolders() throws IOException {
    writeFlow("2026-06-25T23:59:42", 4);
    write("26-06-26/Flowmeter 26-06-26.log", "26-06-26,00:01:00,0.1");
    var day = folder.resolve("26-06-26");
    assertEquals(5, past().size());
    assertEquals(5, past(folder).size());
    assertEquals(3, past(day).size(), "the last line has no line feed");
    assertEquals(
        3, past(day.resolve("Flowmeter 26-06-26.log"), day).size(), "no file is read twice");
    assertEquals(0, past(files.getPath("/nowhere")).size());
  }

  @Test
  void anImportReportsWhatIsNotThere() {
    try (var past = open(Optional.empty()).past(List.of(files.getPath("/nowhere"))).orElseThrow()) {
      var turn = past.next();
      assertEquals("there is no such file or folder", turn.problems().getFirst().why());
      assertEquals(Health.State.TROUBLE, turn.health().state());
    }
  }

  @Test
  void aCursorOfAnotherKindIsRefusedWithOneSentence() {
    var error = assertThrows(IllegalArgumentException.class, () -> open(Optional.of("12345")));
    assertEquals(
        "the stored position begins with '12345' and is none of a log folder; expected 'logs 1'",
        error.getMessage());
  }
}
