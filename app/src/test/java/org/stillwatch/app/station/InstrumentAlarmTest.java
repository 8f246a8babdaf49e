package org.stillwatch.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.alarm.Acknowledgement;
import org.stillwatch.core.alarm.AlarmView;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Turn;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.station.Pipeline;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

/** What is told of an instrument that does not do its work. */
class InstrumentAlarmTest {

  private final FakeTime time = FakeTime.at("2026-06-26T10:00:00Z");
  private final MemoryStore store = new MemoryStore(time);
  private final List<String> told = new ArrayList<>();
  private final Pipeline pipeline = start(Set.of("fridge"));

  private Pipeline start(Set<String> instruments) {
    var fresh =
        new Pipeline(
            RuleBook.of("Blue lab", List.of()),
            new Switchboard(List.of(), List.of(), List.of(), ZoneOffset.UTC),
            List.of(),
            store,
            instruments);
    instruments.forEach(
        id -> assertEquals(Optional.empty(), fresh.join(id, "rows", time.instant())));
    return fresh;
  }

  private void turn(Health health) {
    time.advance(Duration.ofSeconds(10));
    var turn = new Turn(List.of(), List.of(), 0, List.of(), "", false, false, health);
    pipeline
        .take("fridge", turn, time.instant())
        .ifPresent(done -> done.notices().forEach(out -> told.add(out.notice().title())));
  }

  private List<AlarmView> alarms() {
    return pipeline.watch().alarms(time.instant());
  }

  @Test
  void whatGetsWorseIsToldAgainAndAcknowledgedAnew() {
    turn(Health.ok(""));
    turn(Health.trouble("rows that cannot be read"));
    var by = new Acknowledgement("Anna", time.instant(), "");
    assertEquals(
        "Acknowledged by Anna: fridge: rows that cannot be read",
        pipeline.watch().acknowledge(alarms().getFirst().id(), by).title());
    turn(Health.trouble("rows that cannot be read"));
    turn(Health.unreachable("the folder is gone"));
    assertEquals(List.of("fridge: rows that cannot be read", "fridge: the folder is gone"), told);
    assertEquals(1, alarms().size());
    assertEquals(Optional.empty(), alarms().getFirst().acknowledged());
    turn(Health.ok(""));
    assertEquals("fridge is well again", told.getLast());
    assertEquals(List.of(), alarms());
  }
}
