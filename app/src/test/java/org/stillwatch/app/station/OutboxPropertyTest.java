package org.stillwatch.app.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stillwatch.app.station.PostOffice.BUSY;
import static org.stillwatch.app.station.PostOffice.NEVER;
import static org.stillwatch.app.station.PostOffice.NO_ANSWER;
import static org.stillwatch.app.station.PostOffice.OK;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.store.OutboxEntry;

/** Random notices, a service that fails in every way, and power cuts at any moment. */
class OutboxPropertyTest {

  private static final int STEPS = 100;
  private static final List<Severity> SEVERITIES = List.of(Severity.values());

  /** A service of many moods; it knows what it has really taken. */
  private static final class Service {
    private final PostOffice office = new PostOffice();
    private final Random random;

    /** In the order of arrival, each notice once. */
    private final List<Notice> taken = new ArrayList<>();

    private final Set<String> ids = new HashSet<>();

    /** Notices of attempts that the station cannot know the end of. */
    private final Set<String> doubtful = new HashSet<>();

    private final Map<String, Instant> promised = new HashMap<>();
    private final boolean refuses;
    private int repeats;

    Service(long seed) {
      random = new Random(seed);
      refuses = seed % 3 == 0;
      office.service = this::answer;
    }

    private Delivery answer(Message message) {
      var notices = message.sum().isEmpty() ? List.of(message.notice()) : message.sum();
      boolean known = notices.stream().anyMatch(notice -> doubtful.contains(notice.id()));
      assertEquals(known, message.possibleRepeat(), "marked when it may be one, and only then");
      var bad = notices.stream().anyMatch(notice -> notice.title().startsWith("bad"));
      return switch (random.nextInt(12)) {
        case 0 -> BUSY;
        case 1 -> new Delivery.TryLater(Optional.of(Duration.ofSeconds(30)), "429", false);
        case 2 -> {
          // taken, and the answer was lost
          take(notices);
          doubt(notices);
          yield NO_ANSWER;
        }
        case 3 -> {
          doubt(notices);
          yield NO_ANSWER;
        }
        case 4 -> {
          if (random.nextBoolean()) {
            take(notices);
          }
          doubt(notices);
          throw new PostOffice.PowerCut();
        }
        default -> {
          if (bad && refuses) {
            yield NEVER;
          }
          take(notices);
          yield OK;
        }
      };
    }

    private void doubt(List<Notice> notices) {
      notices.forEach(notice -> doubtful.add(notice.id()));
    }

    private void take(List<Notice> notices) {
      for (var notice : notices) {
        if (ids.add(notice.id())) {
          taken.add(notice);
        } else {
          assertTrue(doubtful.contains(notice.id()), "a repeat that could be avoided");
          repeats++;
        }
      }
    }

    /** Notices come alone and in heaps; some are not to be told before a time. */
    void happen() {
      for (int n = random.nextInt(6) == 0 ? random.nextInt(20) : 1; n > 0; n--) {
        var rule = random.nextInt(15) == 0 ? "bad" : "rule" + random.nextInt(8);
        var severity = SEVERITIES.get(random.nextInt(SEVERITIES.size()));
        var held =
            severity != Severity.CRITICAL && random.nextInt(4) == 0
                ? office.time.instant().plusSeconds(random.nextInt(3600))
                : Instant.EPOCH;
        var title = office.tell(rule, severity, held);
        promised.put(title, held);
      }
    }
  }

  @Test
  void nothingIsLostOrOvertakenAndRepeatsAreMarked() {
    int repeats = 0;
    int notices = 0;
    for (long seed = 0; seed < 60; seed++) {
      var service = new Service(seed);
      for (int i = 0; i < STEPS; i++) {
        service.happen();
        service.office.run(Duration.ofSeconds(service.random.nextInt(240)));
        if (service.random.nextInt(10) == 0) {
          service.office.restart();
        }
      }
      for (int hours = 0; hours < 12 && service.office.store.count().waiting() > 0; hours++) {
        service.office.run(Duration.ofHours(1));
      }
      check(service, "seed " + seed);
      repeats += service.repeats;
      notices += service.promised.size();
    }
    assertTrue(repeats > 500 && notices > 10_000, repeats + " repeats of " + notices);
  }

  private static void check(Service service, String where) {
    var store = service.office.store;
    assertEquals(0, store.count().waiting(), where);
    var parked = store.entries(OutboxEntry.State.PARKED, Integer.MAX_VALUE);
    var arrived = new ArrayList<>(service.taken.stream().map(Notice::title).toList());
    parked.forEach(
        entry -> {
          assertTrue(entry.notice().title().startsWith("bad"), where);
          if (!arrived.contains(entry.notice().title())) {
            arrived.add(entry.notice().title());
          }
        });
    assertEquals(service.promised.keySet(), Set.copyOf(arrived), where);
    var last = new HashMap<String, Integer>();
    for (var notice : service.taken) {
      int number = Integer.parseInt(notice.id().substring(3));
      var before = last.put(notice.rule().orElseThrow(), number);
      assertTrue(before == null || before < number, () -> "overtaken: " + notice + ", " + where);
    }
  }

  /** The first critical notice of a rule, with a service that works: whatever else happens. */
  @Test
  void aNewCriticalNoticeIsNeverLateInAStorm() {
    int told = 0;
    for (long seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var office = new PostOffice();
      for (int i = 0; i < 600; i++) {
        for (int n = random.nextInt(3); n > 0; n--) {
          var held = random.nextBoolean() ? Instant.EPOCH : office.time.instant().plusSeconds(300);
          var title = office.tell("rule" + random.nextInt(30), Severity.WARNING, held);
        }
        if (random.nextInt(40) == 0) {
          var quench = office.tell("quench" + told++, Severity.CRITICAL);
          office.run(Duration.ofSeconds(1));
          assertTrue(office.delivered().contains(quench), () -> quench + " is late");
        }
        office.run(Duration.ofSeconds(random.nextInt(20)));
      }
    }
    assertTrue(told > 200, "told " + told);
  }
}
