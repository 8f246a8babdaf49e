package org.stillwatch.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.station.StationView.Change;
import org.stillwatch.core.station.StationView.ChannelStatus;
import org.stillwatch.core.store.OutboxStore;
import org.stillwatch.testkit.station.BlueLab;
import org.stillwatch.testkit.station.ScriptedStation;

class LiveClientTest {

  private final ScriptedStation station = BlueLab.station();
  private final LiveClient client = new LiveClient();

  @Test
  void aSlowReaderGetsTheNewestValueOnly() throws InterruptedException {
    for (int i = 0; i < 10_000; i++) {
      station.report("fridge/flow", i);
      client.offer(new Change.Readings(List.of(status("fridge/flow"))));
    }
    client.offer(new Change.Readings(List.of(status("fridge/p1"))));
    var news = client.take(0);
    assertEquals(2, news.channels().size());
    var newest = (Reading.Measured) news.channels().getFirst().latest().orElseThrow();
    assertEquals(9999, newest.value());
    assertTrue(client.take(0).nothing());
  }

  private ChannelStatus status(String id) {
    return station.channels().stream()
        .filter(one -> one.channel().id().text().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void noticesForASlowReaderAreBoundedAndKeepTheNewest() throws InterruptedException {
    for (int i = 0; i < 3 * LiveClient.MOST_NOTICES; i++) {
      client.offer(new Change.Told(told("n" + i)));
    }
    client.offer(new Change.Told(told("n299")));
    var news = client.take(0);
    assertEquals(LiveClient.MOST_NOTICES, news.told().size());
    assertEquals("n200", news.told().getFirst().notice().id());
    assertEquals("n299", news.told().getLast().notice().id());
  }

  private OutboxStore.Told told(String id) {
    var notice =
        station.notice(id, BlueLab.NOW, Notice.Kind.ALARM, Severity.INFO, id, id, Optional.empty());
    return new OutboxStore.Told(notice, List.of());
  }

  @Test
  void alarmsThatClearedAreNewsToo() throws InterruptedException {
    client.offer(new Change.Alarms(station.alarms()));
    client.offer(new Change.Alarms(List.of()));
    assertEquals(Optional.of(List.of()), client.take(0).alarms());
  }

  @Test
  void ofRunsTheNewestStateIsKept() throws InterruptedException {
    client.offer(new Change.Runs(station.runs()));
    client.offer(new Change.Runs(List.of()));
    assertEquals(Optional.of(List.of()), client.take(0).runs());
    assertTrue(client.take(0).nothing());
  }

  @Test
  void closingEndsTheWait() throws InterruptedException {
    client.close();
    assertTrue(client.take(Long.MAX_VALUE / 4).nothing());
    client.gather(Long.MAX_VALUE / 4);
  }
}
