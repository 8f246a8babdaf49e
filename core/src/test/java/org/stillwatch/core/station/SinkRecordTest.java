package org.stillwatch.core.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.station.StationView.SinkStatus;

final class SinkRecordTest {

  private static final Instant NOON = Instant.parse("2026-06-26T12:00:00Z");
  private static final Health DOWN = Health.unreachable("connection refused");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong nanos = new AtomicLong(1);
  private final SinkRecord record =
      new SinkRecord("influxdb", InstantSource.fixed(NOON), nanos::get);

  private void after(Health health, long carried, long waiting, Duration pause) {
    record.after(new Sink.Step(health, carried, waiting, pause));
  }

  private void pass(Duration length) {
    nanos.addAndGet(length.toNanos());
  }

  private List<String> titles() {
    return record.findings().stream().map(Watchdog.Finding::title).toList();
  }

  @Test
  void oneThatHasNotSteppedIsNeitherWrongNorKnownToBeRight() {
    assertEquals(List.of(), titles());
    assertEquals(Map.of(), record.well());
    assertEquals(new SinkStatus("influxdb", "starting", "", NOON, 0, 0), record.status());
  }

  @Test
  void whatIsCarriedAndWaitsIsShown() {
    after(Health.ok(""), 100, 20, Duration.ZERO);
    after(Health.ok(""), 20, 0, SECOND);
    assertEquals(new SinkStatus("influxdb", "ok", "", NOON, 120, 0), record.status());
    assertEquals(Set.of("sink influxdb", "sink influxdb refuses"), record.well().keySet());
    assertEquals(record.parts(), record.well().keySet());
  }

  @Test
  void aShortOutageIsNotTold() {
    after(DOWN, 0, 5, SECOND);
    pass(SinkRecord.PATIENCE);
    assertEquals(List.of(), titles());
    assertFalse(record.well().containsKey("sink influxdb"), "but it is not known to be right");
    after(Health.ok(""), 5, 0, SECOND);
    assertTrue(record.well().containsKey("sink influxdb"));
  }

  /** Unreachable for longer than anyone has patience. */
  private void outage() {
    after(DOWN, 0, 5, SECOND);
    pass(SinkRecord.PATIENCE.plusSeconds(1));
    after(DOWN, 0, 301, SECOND);
  }

  @Test
  void aLongOutageIsToldWithWhatWaitsUntilAllOfItIsCarriedLate() {
    outage();
    var found = record.findings();
    assertEquals(List.of("influxdb takes no readings"), titles());
    assertEquals(
        "nothing could be carried on to it for 5 min 1 s: connection refused; 301 readings wait,"
            + " are kept, and are carried on when it can be reached",
        found.getFirst().text());
    after(Health.ok(""), 200, 101, Duration.ZERO);
    assertEquals(List.of("influxdb takes no readings"), titles(), "not all is there yet");
    after(Health.ok(""), 101, 0, SECOND);
    assertEquals(List.of(), titles());
    assertEquals(
        "influxdb takes readings again; 301 were carried on late",
        record.well().get("sink influxdb"));
  }

  @Test
  void aSecondOutageIsCountedByItself() {
    outage();
    after(Health.ok(""), 301, 0, SECOND);
    after(DOWN, 0, 5, SECOND);
    pass(Duration.ofMinutes(4));
    assertEquals(List.of(), titles());
    pass(Duration.ofMinutes(2));
    assertEquals(List.of("influxdb takes no readings"), titles());
    after(Health.ok(""), 7, 0, SECOND);
    assertEquals(
        "influxdb takes readings again; 7 were carried on late",
        record.well().get("sink influxdb"));
  }

  @Test
  void troubleIsToldAtOnceAndWhatItWasWhenItIsOver() {
    after(Health.trouble("refused 1 reading"), 99, 0, SECOND);
    assertEquals(List.of("influxdb needs a look"), titles());
    after(Health.trouble("refused 3 readings"), 99, 0, SECOND);
    assertEquals("refused 3 readings", record.findings().getFirst().text());
    assertTrue(record.well().containsKey("sink influxdb"), "it takes readings");
    after(Health.ok(""), 0, 0, SECOND);
    assertEquals(
        "influxdb is well again; before: refused 3 readings",
        record.well().get("sink influxdb refuses"));
  }
}
