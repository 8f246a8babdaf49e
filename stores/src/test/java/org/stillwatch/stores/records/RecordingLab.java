package org.stillwatch.stores.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.outbox.Outbox;
import org.stillwatch.core.outbox.Pace;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.core.store.StoredSnapshot;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

/** A store with a fridge's readings, and what is told of them, by the wall clock of Zurich. */
final class RecordingLab {

  static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  static final String HEAD =
      "Date,Time,Status,p1,p2,p3,p4,p5,p6,p4-p3,50K,4K,Still,MXC,Still Heater,Flow\n";
  static final String RECORDS = "records";
  private static final String LAB = "Blue lab";

  final FakeTime time = FakeTime.at("2026-06-26T10:00:00Z");
  final MemoryStore store = new MemoryStore(time);
  final Path folder;
  private int told;

  RecordingLab(Path folder) {
    this.folder = folder;
  }

  /** A wall-clock time of Zurich: {@code 2026-06-26T12:00:00}. */
  static Instant wall(String text) {
    return LocalDateTime.parse(text).atZone(ZURICH).toInstant();
  }

  RecordSettings settings(Map<Source, ChannelId> channels) {
    return new RecordSettings(folder, false, ZURICH, "fridge", channels);
  }

  YearlyRecords records() {
    return records(Map.of());
  }

  YearlyRecords records(Map<Source, ChannelId> channels) {
    return new YearlyRecords(settings(channels), store);
  }

  private static ChannelId id(String name) {
    return new ChannelId(
        name.startsWith("lab/") || name.startsWith("gas/") ? name : "fridge/" + name);
  }

  void read(String name, Instant at, double value) {
    keep(List.of(Reading.measured(id(name), at, 0, value)), List.of());
  }

  void lost(String name, Instant at, String reason) {
    keep(List.of(Reading.missing(id(name), at, 0, reason)), List.of());
  }

  private void keep(List<Reading> readings, List<StoredSnapshot> snapshots) {
    var stored =
        store.commit(
            new Commit(List.of(), readings, Map.of(), Map.of(), List.of(), snapshots, List.of()));
  }

  void declare(String name, Unit unit) {
    var channel = Channel.number(id(name), unit, name, Duration.ofMinutes(1));
    var stored = store.commit(Commit.ofReadings(List.of(channel), List.of()));
  }

  /** Twelve rows of everything, ten seconds apart, the last at this time. */
  void rows(Instant last) {
    for (int i = 0; i < 12; i++) {
      var at = last.minusSeconds(10L * (11 - i));
      read("p1", at, 2.9e-6);
      read("p2", at, 2.9e-2);
      read("p3", at, i < 2 ? 1000 : 369);
      read("p4", at, 394);
      read("p5", at, 7.34);
      read("p6", at, 7.56);
      read("50k/temperature", at, 48.225);
      read("4k/temperature", at, 2.920078);
      read("still/temperature", at, 0.771431);
      read("mxc/temperature", at, 0.007732);
      read("flow", at, 0.371666);
      read("heater/still", at, 6e-3);
      read("switch/ext", at, 1);
    }
  }

  Message procedure(Instant at, Severity severity, String title) {
    return tell(at, Notice.Kind.PROCEDURE, severity, title, NoticeId.of(LAB, "run", title, at, ""));
  }

  /** The latest readings of these channels, kept and told. */
  Message snapshot(Instant at, String label, String... names) {
    var readings = new ArrayList<Reading>();
    for (var name : names) {
      store.latest().stream()
          .filter(reading -> reading.channel().equals(id(name)))
          .forEach(readings::add);
    }
    var snapshot = new StoredSnapshot(at, String.join("+", Arrays.asList(names)), label, readings);
    keep(List.of(), List.of(snapshot));
    return tell(
        at,
        Notice.Kind.SNAPSHOT,
        Severity.INFO,
        "Snapshot: " + label,
        snapshot.noticeId(LAB, "run"));
  }

  private Message tell(Instant at, Notice.Kind kind, Severity severity, String title, String id) {
    told++;
    var notice =
        new Notice(
            id, at, LAB, kind, severity, title, "", Optional.empty(), Optional.of("run"), false);
    var out = OutgoingNotice.to(notice, List.of(RECORDS));
    var stored =
        store.commit(
            new Commit(
                List.of(), List.of(), Map.of(), Map.of(), List.of(out), List.of(), List.of()));
    return Message.of(notice);
  }

  /** The same message, as it is sent when an earlier attempt may have arrived. */
  static Message again(Message message) {
    return new Message(
        message.notice(),
        List.of(),
        true,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The queue before the records, as a station has it. */
  Outbox outbox() {
    return new Outbox(
        RECORDS,
        records(),
        Pace.IN_ORDER,
        store,
        entries ->
            new Message(
                entries.getFirst().notice(),
                List.of(),
                entries.stream().anyMatch(OutboxEntry::unsure),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty()),
        (entry, why) -> Optional.empty(),
        time,
        () -> 0.5);
  }

  String text(String file) throws IOException {
    return Files.readString(folder.resolve(file), UTF_8);
  }

  void begin(String file, String text) throws IOException {
    var written = Files.writeString(folder.resolve(file), text, UTF_8);
  }

  int told() {
    return told;
  }
}
