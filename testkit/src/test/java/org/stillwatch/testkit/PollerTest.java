package org.stillwatch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.polling.Poller;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.reading.Unit;

class PollerTest {

  private static final ChannelId P = new ChannelId("g/p");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");

  /** A device that takes a time to answer. */
  private record Slow(FakeTime time, Supplier<Duration> takes) implements Device {
    @Override
    public List<Channel> channels() {
      return List.of(Channel.number(P, Unit.of("Torr"), "P", SECOND));
    }

    @Override
    public Poll poll(Instant at) {
      time.advance(takes.get());
      return new Poll(List.of(Reading.measured(P, at, 0, 1e-6)), 1, List.of(), Health.ok(""));
    }

    @Override
    public void close() {}
  }

  private Poller poller(Supplier<Duration> takes) {
    return new Poller("g", new Slow(time, takes), SECOND, time, time);
  }

  private static List<Long> seconds(List<Scan> scans) {
    return scans.stream()
        .map(
            scan ->
                scan.time().getEpochSecond()
                    - Instant.parse("2026-11-21T10:00:00Z").getEpochSecond())
        .toList();
  }

  @Test
  void pollsDoNotDrift() {
    var poller = poller(() -> Duration.ofMillis(137));
    var scans = new ArrayList<Scan>();
    for (int i = 0; i < 1000; i++) {
      scans.addAll(poller.next().scans());
    }
    assertEquals(Instant.parse("2026-11-21T10:16:39Z"), scans.getLast().time());
    assertEquals(1000, scans.size());
  }

  @Test
  void aPollThatTakesTooLongLeavesOutTimesAndSaysSo() {
    var takes = new ArrayList<>(List.of(100L, 2500L, 100L));
    var poller = poller(() -> Duration.ofMillis(takes.removeFirst()));
    assertEquals(List.of(0L), seconds(poller.next().scans()));
    var slow = poller.next();
    assertEquals(2, slow.leftOut());
    assertEquals(List.of(1L, 2L, 3L), seconds(slow.scans()));
    assertEquals(
        Reading.missing(
            P, Instant.parse("2026-11-21T10:00:02Z"), 0, "not asked: the poll before took 2.5 s"),
        slow.scans().get(1).readings().getFirst());
    assertEquals(List.of(4L), seconds(poller.next().scans()));
  }

  @Test
  void ofADeviceThatDoesNotAnswerTheCauseComesFirst() {
    var silent =
        new Device() {
          @Override
          public List<Channel> channels() {
            return List.of(Channel.number(P, Unit.of("Torr"), "P", SECOND));
          }

          @Override
          public Poll poll(Instant at) {
            time.advance(Duration.ofMillis(1350));
            var health = Health.unreachable("did not answer");
            return new Poll(
                List.of(Reading.missing(P, at, 0, "did not answer")), 0, List.of(), health);
          }

          @Override
          public void close() {}
        };
    var scans = new Poller("g", silent, SECOND, time, time).next().scans();
    assertEquals(2, scans.size());
    var left = (Reading.Missing) scans.get(1).readings().getFirst();
    assertEquals("did not answer; not asked: the poll before took 1.35 s", left.reason());
  }

  @Test
  void aPollOfExactlyOnePeriodLeavesNothingOut() {
    var poller = poller(() -> SECOND);
    for (long i = 0; i < 10; i++) {
      var round = poller.next();
      assertEquals(List.of(i), seconds(round.scans()));
      assertEquals(0, round.leftOut());
    }
  }

  @Test
  void whateverPollsTakeEveryTimeOfTheGridHasOneScan() {
    var random = new Random(11);
    var poller =
        poller(
            () ->
                Duration.ofMillis(
                    random.nextInt(10) == 0 ? random.nextInt(9000) : random.nextInt(900)));
    var times = new ArrayList<Long>();
    for (int i = 0; i < 5000; i++) {
      times.addAll(seconds(poller.next().scans()));
    }
    assertEquals(times.size(), new HashSet<>(times).size());
    for (int i = 0; i < times.size(); i++) {
      assertEquals(i, times.get(i));
    }
  }

  @Test
  void aDeviceThatFailsIsToldAndAskedAgain() {
    var calls = new ArrayList<Integer>();
    Supplier<Duration> takes =
        () -> {
          calls.add(1);
          if (calls.size() == 1) {
            throw new IllegalStateException("bad luck");
          }
          return Duration.ZERO;
        };
    var poller = poller(takes);
    var health = poller.next().poll().health();
    assertEquals(Health.State.TROUBLE, health.state());
    assertTrue(health.reason().contains("bad luck"), health.reason());
    assertEquals(1, poller.next().scans().size());
  }
}
