package org.stillwatch.app.station;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.stillwatch.core.notice.Addressee;
import org.stillwatch.core.notice.Delivery;
import org.stillwatch.core.notice.Message;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.outbox.Outbox;
import org.stillwatch.core.outbox.Pace;
import org.stillwatch.core.outbox.Summary;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.store.Commit;
import org.stillwatch.core.store.OutboxEntry;
import org.stillwatch.core.store.OutgoingNotice;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.MemoryStore;

/** One outbox with a service that answers as a test wants, in fake time. */
final class PostOffice {

  static final String HOOK = "hook";
  static final Instant T0 = Instant.parse("2026-06-26T22:00:00Z");
  static final Delivery OK = new Delivery.Delivered("200 ok");
  static final Delivery BUSY = new Delivery.TryLater(Optional.empty(), "500", false);
  static final Delivery NO_ANSWER = new Delivery.TryLater(Optional.empty(), "no answer", true);
  static final Delivery NEVER = new Delivery.Refused("404 no such channel");

  /** The power fails while a message is on its way. */
  static final class PowerCut extends Error {
    private static final long serialVersionUID = 1;
  }

  /** What came to the service, and when. */
  record Arrival(Instant at, Message message, Delivery answer) {
    List<Notice> notices() {
      return message.sum().isEmpty() ? List.of(message.notice()) : message.sum();
    }

    List<String> titles() {
      return notices().stream().map(Notice::title).toList();
    }
  }

  final FakeTime time = FakeTime.at(T0);
  final MemoryStore store = new MemoryStore(time);
  final List<Arrival> arrivals = new ArrayList<>();
  Function<Message, Delivery> service = message -> OK;
  BiFunction<OutboxEntry, String, Optional<OutgoingNotice>> refused =
      (entry, why) -> Optional.empty();
  private Outbox outbox = open();
  private int told;

  private Outbox open() {
    return new Outbox(
        HOOK,
        this::deliver,
        Pace.STANDARD,
        store,
        PostOffice::compose,
        (entry, why) -> refused.apply(entry, why),
        time,
        () -> 0.5);
  }

  private Delivery deliver(Message message) {
    var answer = service.apply(message);
    arrivals.add(new Arrival(time.instant(), message, answer));
    return answer;
  }

  private static Message compose(List<OutboxEntry> entries) {
    var notices = entries.stream().map(OutboxEntry::notice).toList();
    boolean single = notices.size() == 1;
    return new Message(
        single ? notices.getFirst() : Summary.of(notices, ZoneOffset.UTC),
        single ? List.of() : notices,
        entries.stream().anyMatch(OutboxEntry::unsure),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** Something to tell now; its title is its rule and how many there were before. */
  String tell(String rule, Severity severity) {
    return tell(rule, severity, Instant.EPOCH);
  }

  String tell(String rule, Severity severity, Instant notBefore) {
    var title = rule + " " + told;
    var notice =
        new Notice(
            "id " + told,
            time.instant(),
            "Blue lab",
            Notice.Kind.ALARM,
            severity,
            title,
            "fridge/" + rule + " is " + told + " K",
            Optional.of(
                new Notice.About(new ChannelId("fridge/" + rule), OptionalDouble.of(told), "K")),
            Optional.of(rule),
            false);
    told++;
    var to = List.of(new Addressee(HOOK, HOOK, notBefore));
    var stored =
        store.commit(
            new Commit(
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(new OutgoingNotice(notice, to)),
                List.of(),
                List.of()));
    return title;
  }

  /** The process ends and starts again; what it remembered is gone. */
  void restart() {
    outbox = open();
  }

  /** Lets time pass as the thread of an outbox does, looking again after five seconds at most. */
  void run(Duration length) {
    var end = time.instant().plus(length);
    while (true) {
      Outbox.Step step;
      try {
        step = outbox.step();
      } catch (PowerCut cut) {
        restart();
        continue;
      }
      if (step.tried().isEmpty()) {
        var wait = step.pause().filter(p -> p.compareTo(Duration.ofSeconds(5)) < 0);
        var next = time.instant().plus(wait.orElse(Duration.ofSeconds(5)));
        if (next.isAfter(end)) {
          time.set(end);
          return;
        }
        time.set(next);
      }
    }
  }

  /** The titles of every message so far, together where they came together. */
  List<List<String>> messages() {
    return arrivals.stream().map(Arrival::titles).toList();
  }

  List<String> delivered() {
    return arrivals.stream()
        .filter(arrival -> arrival.answer().equals(OK))
        .flatMap(arrival -> arrival.titles().stream())
        .toList();
  }
}
