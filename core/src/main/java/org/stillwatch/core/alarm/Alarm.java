package org.stillwatch.core.alarm;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.store.Fields;

/**
 * An alarm that is not normal. Immutable; {@link AlarmDesk} makes the next one.
 *
 * @param key what is wrong, unique among those at one time: {@code rule water-out/high}
 * @param id of the notice that told of it, and so of the alarm as long as it lasts
 * @param rule the name of its rule, or what stands for one: {@code stale fridge}
 * @param since when it was raised
 * @param latch it waits to be acknowledged when it is over
 */
record Alarm(
    String key,
    String id,
    String rule,
    Notice.Kind kind,
    Severity severity,
    Instant since,
    String title,
    String text,
    Optional<ChannelId> channel,
    boolean latch,
    Life life) {

  /** Whether people know of an alarm. */
  enum Told {
    /** They have been told. */
    TOLD,
    /** It was there before anyone watched; it is only shown. */
    SILENT,
    /** It is shelved or under maintenance: they are told when that ends and it is still there. */
    HELD
  }

  /**
   * What changes while it lasts.
   *
   * @param returned when it went back to normal, while it waits to be acknowledged
   * @param telling whether people know
   * @param toldAt from when it counts how long they have known; empty until the first tick after
   * @param escalated the steps of escalation that have been taken: {@code team#1}
   */
  record Life(
      Optional<Instant> returned,
      Told telling,
      Optional<Instant> toldAt,
      Optional<Acknowledgement> acknowledged,
      Set<String> escalated) {
    Life {
      escalated = Set.copyOf(escalated);
    }
  }

  static Alarm raised(String key, Notice notice, boolean latch, Told telling) {
    return new Alarm(
        key,
        notice.id(),
        notice.rule().orElse(key),
        notice.kind(),
        notice.severity(),
        notice.time(),
        notice.title(),
        notice.text(),
        notice.about().map(Notice.About::channel),
        latch,
        new Life(Optional.empty(), telling, Optional.empty(), Optional.empty(), Set.of()));
  }

  Optional<Instant> returned() {
    return life.returned();
  }

  Told telling() {
    return life.telling();
  }

  Optional<Instant> toldAt() {
    return life.toldAt();
  }

  Optional<Acknowledgement> acknowledged() {
    return life.acknowledged();
  }

  Set<String> escalated() {
    return life.escalated();
  }

  boolean isActive() {
    return returned().isEmpty();
  }

  Alarm withReturned(Optional<Instant> at) {
    return with(new Life(at, telling(), toldAt(), acknowledged(), escalated()));
  }

  Alarm told(Instant at) {
    return with(new Life(returned(), Told.TOLD, Optional.of(at), acknowledged(), escalated()));
  }

  /** People are told now, and every step of escalation begins anew. */
  Alarm toldAgain() {
    return with(new Life(returned(), Told.TOLD, Optional.empty(), acknowledged(), Set.of()));
  }

  /** It is only shown: it came and went while nobody was to be told. */
  Alarm shown() {
    return with(new Life(returned(), Told.SILENT, toldAt(), acknowledged(), escalated()));
  }

  Alarm acknowledgedBy(Optional<Acknowledgement> acknowledgement) {
    return with(new Life(returned(), telling(), toldAt(), acknowledgement, escalated()));
  }

  Alarm escalatedBy(Set<String> steps) {
    return with(new Life(returned(), telling(), toldAt(), acknowledged(), steps));
  }

  private Alarm with(Life next) {
    return new Alarm(key, id, rule, kind, severity, since, title, text, channel, latch, next);
  }

  /** One line of text to keep. */
  String encode() {
    return Fields.join(
        id,
        rule,
        kind.name(),
        severity.name(),
        since.toString(),
        returned().map(Instant::toString).orElse(""),
        title,
        text,
        channel.map(ChannelId::text).orElse(""),
        latch ? "latch" : "",
        telling().name(),
        toldAt().map(Instant::toString).orElse(""),
        acknowledged().map(ack -> ack.at().toString()).orElse(""),
        acknowledged().map(Acknowledgement::who).orElse(""),
        acknowledged().map(Acknowledgement::note).orElse(""),
        escalated().stream().sorted().collect(Collectors.joining(" ")));
  }

  static Alarm decode(String key, String line) {
    var f = Fields.split(line);
    return new Alarm(
        key,
        f.get(0),
        f.get(1),
        Notice.Kind.valueOf(f.get(2)),
        Severity.valueOf(f.get(3)),
        Instant.parse(f.get(4)),
        f.get(6),
        f.get(7),
        Optional.of(f.get(8)).filter(text -> !text.isEmpty()).map(ChannelId::new),
        f.get(9).equals("latch"),
        new Life(
            instant(f.get(5)),
            Told.valueOf(f.get(10)),
            instant(f.get(11)),
            instant(f.get(12)).map(at -> new Acknowledgement(f.get(13), at, f.get(14))),
            new TreeSet<>(
                Arrays.stream(f.get(15).split(" ")).filter(step -> !step.isEmpty()).toList())));
  }

  private static Optional<Instant> instant(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }
}
