package org.stillwatch.stores.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.outbox.Outbox;
import org.stillwatch.core.outbox.Pace;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.StoredSnapshot;
import org.stillwatch.stores.sqlite.Child;
import org.stillwatch.stores.sqlite.SqliteStore;

/** Kills a recording process again and again, and looks at what stands in the files at the end. */
class RecordsKillTest {

  private static final int NOTICES = 240;
  private static final String LAB = "lab";
  private static final String RECORDS = "records";
  private static final Instant START = Instant.parse("2026-12-31T23:50:00Z");
  private static final ChannelId MXC = new ChannelId("fridge/mxc/temperature");

  @TempDir private Path folder = Path.of("");

  @Test
  void everyLineStandsThereOnceAndInOrderHoweverOftenTheRecorderIsKilled() throws Exception {
    var expected = run(folder.resolve("calm"), Optional.empty());
    var random = new Random(20261121);
    int kills = 0;
    var files = Map.<String, String>of();
    for (boolean ended = false; !ended; ) {
      files = run(folder.resolve("wild"), Optional.of(random));
      ended = files.containsKey("ended");
      kills += ended ? 0 : 1;
    }
    assertTrue(kills >= 5, kills + " kills");
    for (var name : List.of("2026_status.log", "2026_readings.csv", "2027_status.log")) {
      assertEquals(expected.get(name), files.get(name), name);
    }
    assertEquals(
        NOTICES / 2, lines(expected, "2026_status.log") + lines(expected, "2027_status.log"));
  }

  private static long lines(Map<String, String> files, String name) {
    return files.getOrDefault(name, "").lines().count();
  }

  /**
   * Lets a recorder work until it is done, or killed.
   *
   * @return the files with their texts; {@code ended} when it was done
   */
  private Map<String, String> run(Path place, Optional<Random> killer)
      throws IOException, InterruptedException {
    var records = Files.createDirectories(place.resolve(RECORDS));
    var command =
        Child.command(
            Recorder.class,
            List.of("-Dorg.sqlite.tmpdir=" + folder),
            place.resolve("data").toString(),
            records.toString());
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    boolean ended = false;
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      int patience = killer.map(random -> 10 + random.nextInt(40)).orElse(Integer.MAX_VALUE);
      String line = lines.readLine();
      for (int heard = 0; line != null && heard < patience; heard++) {
        ended |= line.equals("ended");
        line = lines.readLine();
      }
      killer.ifPresent(random -> LockSupport.parkNanos(random.nextLong(4_000_000)));
      process.destroyForcibly();
    }
    var code = process.waitFor();
    var files = new HashMap<String, String>();
    try (var all = Files.list(records)) {
      for (var file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file, UTF_8));
      }
    }
    if (ended) {
      files.put("ended", String.valueOf(code));
    }
    return files;
  }

  /** The process that is killed: records what waits, and says so line by line. */
  static final class Recorder {
    public static void main(String[] arguments) {
      try (var store = SqliteStore.open(Path.of(arguments[0]))) {
        if (store.told(1).isEmpty()) {
          var stored = store.commit(work());
        }
        var settings =
            new RecordSettings(Path.of(arguments[1]), false, ZoneOffset.UTC, "fridge", Map.of());
        var outbox =
            new Outbox(
                RECORDS,
                new YearlyRecords(settings, store),
                Pace.IN_ORDER,
                store,
                Recorder::message,
                (entry, why) -> Optional.empty(),
                Instant::now,
                () -> 0.5);
        while (!outbox.step().tried().isEmpty()) {
          System.out.println("one");
        }
        System.out.println("ended");
      }
    }

    private static Message message(List<OutboxEntry> entries) {
      return new Message(
          entries.getFirst().notice(),
          List.of(),
          entries.stream().anyMatch(OutboxEntry::unsure),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty());
    }

    /** Lines and rows by turns, three seconds apart, over a new year. */
    private static Commit work() {
      var readings = new ArrayList<Reading>();
      var notices = new ArrayList<OutgoingNotice>();
      var snapshots = new ArrayList<StoredSnapshot>();
      for (int i = 0; i < NOTICES; i++) {
        var at = START.plusSeconds(3L * i);
        var reading = Reading.measured(MXC, at, 0, 0.01 + i * 1e-6);
        readings.add(reading);
        var snapshot = new StoredSnapshot(at, "fridge", "snapshot " + i, List.of(reading));
        boolean row = i % 2 == 0;
        if (row) {
          snapshots.add(snapshot);
        }
        var notice =
            new Notice(
                row ? snapshot.noticeId(LAB, "run") : "line " + i,
                at,
                LAB,
                row ? Notice.Kind.SNAPSHOT : Notice.Kind.PROCEDURE,
                Severity.INFO,
                (row ? "Snapshot: snapshot " : "step ") + i,
                "",
                Optional.empty(),
                Optional.of("run"),
                false);
        notices.add(OutgoingNotice.to(notice, List.of(RECORDS)));
      }
      return new Commit(List.of(), readings, Map.of(), Map.of(), notices, snapshots, List.of());
    }
  }
}
