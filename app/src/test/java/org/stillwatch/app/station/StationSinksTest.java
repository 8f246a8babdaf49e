package org.stillwatch.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Switchboard;
import org.stillwatch.core.procedure.ProcedureBook;
import org.stillwatch.core.station.AckLinks;
import org.stillwatch.core.station.Guards;
import org.stillwatch.core.station.Reporter;
import org.stillwatch.core.station.Safety;
import org.stillwatch.core.station.Sink;
import org.stillwatch.core.station.Station;
import org.stillwatch.core.station.StationPlan;
import org.stillwatch.core.station.StationView.Change;
import org.stillwatch.core.station.StationView.SinkStatus;
import org.stillwatch.core.store.StoreUnavailable;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

class StationSinksTest {

  private static final Instant T0 = Instant.parse("2026-06-26T10:00:00Z");

  private final FakeTime time = FakeTime.at(T0);
  private final MemoryStore store = new MemoryStore(time);

  private Station station(Map<String, Sink.Opening> sinks) {
    var book =
        new RuleBook(
            "Blue lab",
            ZoneOffset.UTC,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    return new Station(
        new StationPlan(
            book,
            ProcedureBook.none("Blue lab", ZoneOffset.UTC),
            List.of(),
            new Switchboard(List.of(), List.of(), List.of(), ZoneOffset.UTC),
            Map.of(),
            Map.of(),
            new AckLinks(new byte[32], Optional.empty()),
            Guards.none(),
            Reporter.NONE,
            sinks,
            Safety.NONE),
        store,
        time);
  }

  /** Does what a test says in each step. */
  private static Sink.Opening sink(IntFunction<Sink.Step> steps, CountDownLatch closed) {
    return store ->
        new Sink() {
          private int count;

          @Override
          public Step step(Instant now) {
            return steps.apply(count++);
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
  }

  private static Sink.Step ok(long carried, long waiting, Duration pause) {
    return new Sink.Step(Health.ok(""), carried, waiting, pause);
  }

  @Test
  void eachSinkStepsByItselfAndItsStateIsShownInOrder() throws InterruptedException {
    var stepped = new CountDownLatch(2);
    var closed = new CountDownLatch(2);
    var sinks = new LinkedHashMap<String, Sink.Opening>();
    sinks.put(
        "zeta",
        sink(
            count -> {
              if (count == 3) {
                stepped.countDown();
              }
              return ok(count < 3 ? 10 : 0, 0, count < 3 ? Duration.ZERO : Duration.ofDays(1));
            },
            closed));
    sinks.put(
        "alpha",
        sink(
            count -> {
              if (count == 1) {
                stepped.countDown();
              }
              return new Sink.Step(
                  Health.unreachable("connection refused"),
                  0,
                  7,
                  count == 0 ? Duration.ZERO : Duration.ofDays(1));
            },
            closed));
    try (var station = station(sinks)) {
      assertEquals(
          List.of("starting", "starting"),
          station.sinks().stream().map(SinkStatus::state).toList());
      station.start();
      assertTrue(stepped.await(30, TimeUnit.SECONDS));
      var last = station.sinks();
      assertEquals(List.of("zeta", "alpha"), last.stream().map(SinkStatus::name).toList());
      assertEquals(30, last.getFirst().carried());
      assertEquals("unreachable", last.getLast().state());
      assertEquals(7, last.getLast().waiting());
    }
    assertEquals(0, closed.getCount(), "both are closed with the station");
  }

  @Test
  void aSinkThatFailsInAWayItShouldNotIsToldAndTriedAgain() throws InterruptedException {
    var failed = new CountDownLatch(1);
    var sinks =
        Map.of(
            "influxdb",
            sink(
                count -> {
                  failed.countDown();
                  throw new IllegalStateException("secret");
                },
                new CountDownLatch(1)));
    try (var station = station(sinks)) {
      station.start();
      assertTrue(failed.await(30, TimeUnit.SECONDS));
      var end = Instant.now().plusSeconds(30);
      while (store.told(1).isEmpty()) {
        assertTrue(Instant.now().isBefore(end));
        Thread.onSpinWait();
      }
    }
    var titles = store.told(10).stream().map(told -> told.notice()).toList();
    assertEquals("the sink influxdb failed", titles.getFirst().title());
    assertTrue(titles.getFirst().text().contains("IllegalStateException"));
    assertTrue(!titles.getFirst().text().contains("secret"));
  }

  @Test
  void whatASinkLeavesOutIsToldAndThatItIsOver() throws Exception {
    var over = new CountDownLatch(1);
    var opening =
        sink(
            count ->
                new Sink.Step(
                    over.getCount() > 0 ? Health.trouble("refused 3 readings") : Health.ok(""),
                    10,
                    0,
                    Duration.ofMillis(20)),
            new CountDownLatch(1));
    var wrong = new CompletableFuture<String>();
    var right = new CompletableFuture<String>();
    try (var station = station(Map.of("influxdb", opening));
        var subscribed =
            station.subscribe(
                change -> {
                  if (change instanceof Change.Told(var told)) {
                    var notice = told.notice();
                    (notice.kind() == Notice.Kind.CLEARED ? right : wrong).complete(notice.title());
                  }
                })) {
      station.start();
      assertEquals("influxdb needs a look", wrong.get(60, TimeUnit.SECONDS));
      assertEquals(1, station.alarms().size());
      over.countDown();
      assertEquals(
          "influxdb is well again; before: refused 3 readings", right.get(60, TimeUnit.SECONDS));
      assertEquals(List.of(), station.alarms());
    }
    assertTrue(
        store.journal(20).stream().anyMatch(entry -> entry.text().contains("refused 3 readings")));
  }

  @Test
  void aSinkInTheMiddleOfAStepIsInterruptedWhenTheStationStops() throws InterruptedException {
    var inStep = new CountDownLatch(1);
    var interrupted = new AtomicInteger();
    var closed = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    var opening =
        sink(
            count -> {
              inStep.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                Thread.currentThread().interrupt();
              }
              return ok(0, 0, Duration.ZERO);
            },
            closed);
    var station = station(Map.of("slow", opening));
    station.start();
    assertTrue(inStep.await(30, TimeUnit.SECONDS));
    station.close();
    assertEquals(1, interrupted.get());
    assertEquals(0, closed.getCount());
  }

  @Test
  void aStoreThatIsAwayWhenASinkIsOpenedIsWaitedFor() throws InterruptedException {
    var opened = new ArrayList<Integer>();
    var stepped = new CountDownLatch(1);
    var inner =
        sink(
            count -> {
              stepped.countDown();
              return ok(0, 0, Duration.ofDays(1));
            },
            new CountDownLatch(1));
    Sink.Opening opening =
        each -> {
          opened.add(opened.size());
          if (opened.size() == 1) {
            throw new StoreUnavailable("disk full", new IllegalStateException());
          }
          return inner.open(each);
        };
    try (var station = station(Map.of("influxdb", opening))) {
      station.start();
      assertTrue(stepped.await(30, TimeUnit.SECONDS));
    }
    assertEquals(2, opened.size());
  }
}
