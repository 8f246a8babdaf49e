package org.stillwatch.core.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.store.StoredSnapshot;

/**
 * Puts what happened into words. Every text depends on rows and rules alone, never on the clock.
 */
final class Telling {

  private final RuleBook book;

  /** Since when the channels that have just returned had been silent. */
  private final Map<ChannelId, Instant> gaps = new HashMap<>();

  Telling(RuleBook book) {
    this.book = book;
  }

  /** What is told of a rule that crossed a limit; an info edge without words tells nothing. */
  Optional<Notice> crossed(Rule rule, @Nullable ChannelWatch watch, RuleStep.Crossing crossing) {
    var edge = rule.edge(crossing.to());
    var clears = rule.alarms(crossing.from());
    var raises = rule.alarms(crossing.to());
    var say = edge.flatMap(Edge::say);
    if (!clears && !raises && say.isEmpty()) {
      return Optional.empty();
    }
    var words = rule.words(crossing.to());
    var answer = crossing.answer();
    var title =
        say.orElseGet(
            () ->
                !raises
                    ? rule.name() + ": back to normal"
                    : rule.when().isPresent() ? words : rule.channel() + " is " + words);
    var text =
        new StringBuilder(
            rule.when().isPresent()
                ? words + answer.value().map(value -> " (now " + value + ")").orElse("")
                : rule.channel() + " is " + shown(watch, answer.value()) + " (" + words + ")");
    answer.resting().ifPresent(why -> text.append(", ").append(why));
    if (clears) {
      crossing
          .fromSince()
          .ifPresent(
              since ->
                  text.append(", after ")
                      .append(Words.length(Duration.between(since, crossing.time())))
                      .append(" in alarm"));
    }
    return Optional.of(
        tell(
            rule.name(),
            crossing.to().word(),
            crossing.time(),
            String.valueOf(answer.ordinal()),
            clears && !raises ? Notice.Kind.CLEARED : Notice.Kind.ALARM,
            edge.map(Edge::severity).orElse(Severity.INFO),
            title,
            text.toString(),
            Optional.of(about(rule.channel(), answer.value())),
            clears ? rule.edge(crossing.from()).map(Edge::severity) : Optional.empty()));
  }

  private static String headline(Rule rule, Side side) {
    return rule.when().isPresent() ? rule.words(side) : rule.channel() + " is " + rule.words(side);
  }

  private static String shown(@Nullable ChannelWatch watch, Optional<Quantity> value) {
    return value
        .map(
            known -> watch == null ? known.toString() : watch.channel().textWithUnit(known.value()))
        .orElse("unknown");
  }

  private static Notice.About about(ChannelId channel, Optional<Quantity> value) {
    return new Notice.About(
        channel,
        value.isPresent() ? OptionalDouble.of(value.get().value()) : OptionalDouble.empty(),
        value.map(known -> known.unit().symbol()).orElse(""));
  }

  /** The words of an alarm that a condition raised, with its number as it is now. */
  String conditionText(Rule rule, Optional<Quantity> value) {
    return rule.words(Side.HIGH) + value.map(known -> " (now " + known + ")").orElse("");
  }

  /** A clearing notice goes to all who were told of the alarm: it takes the graver severity. */
  private Notice tell(
      String rule,
      String edge,
      Instant time,
      String n,
      Notice.Kind kind,
      Severity severity,
      String title,
      String text,
      Optional<Notice.About> about,
      Optional<Severity> atLeast) {
    var graver = atLeast.filter(other -> other.compareTo(severity) > 0).orElse(severity);
    return new Notice(
        NoticeId.of(book.station(), rule, edge, time, n),
        time,
        book.station(),
        kind,
        graver,
        title,
        text,
        about,
        Optional.of(rule),
        false);
  }

  private static Optional<Notice.About> about(Channel channel, OptionalDouble value) {
    return Optional.of(new Notice.About(channel.id(), value, channel.unit().symbol()));
  }

  /** Channels of one row that have been silent for too long. */
  Notice silent(List<ChannelWatch> group, boolean all) {
    var first = group.getFirst();
    var id = first.channel().id();
    return tell(
        staleRule(group),
        "stale",
        first.staleAt().orElseThrow(),
        id.text(),
        Notice.Kind.SYSTEM,
        Severity.WARNING,
        silentTitle(group, all),
        silentText(group),
        aboutOnly(group),
        Optional.empty());
  }

  private static Optional<Notice.About> aboutOnly(List<ChannelWatch> group) {
    return group.size() == 1
        ? about(group.getFirst().channel(), OptionalDouble.empty())
        : Optional.empty();
  }

  private static String staleRule(List<ChannelWatch> group) {
    var id = group.getFirst().channel().id();
    return "stale " + (group.size() == 1 ? id.text() : id.instrument());
  }

  private static String silentTitle(List<ChannelWatch> group, boolean all) {
    var id = group.getFirst().channel().id();
    if (all) {
      return id.instrument() + " is silent";
    }
    return group.size() == 1
        ? id + " is stale"
        : group.size() + " channels of " + id.instrument() + " are stale";
  }

  String silentText(List<ChannelWatch> group) {
    var first = group.getFirst();
    var last = first.latest().orElseThrow().time();
    var overdue = last.plus(first.channel().expectedPeriod());
    return "no reading since "
        + Words.time(last, book.zone())
        + " (expected every "
        + Words.length(first.channel().expectedPeriod())
        + ", overdue since "
        + Words.time(overdue, book.zone())
        + "): "
        + Words.names(group.stream().map(watch -> watch.channel().id()).toList());
  }

  /** Notes since when a channel has been silent, before its new reading is taken. */
  void rememberGap(ChannelWatch watch) {
    watch.latest().ifPresent(last -> gaps.put(watch.channel().id(), last.time()));
  }

  /** Channels that were silent and have a reading again. */
  Notice readAgain(List<ChannelWatch> returned, Instant time) {
    var first = returned.getFirst().channel().id();
    var since = gaps.getOrDefault(first, time);
    returned.forEach(watch -> gaps.remove(watch.channel().id()));
    var title =
        returned.size() == 1
            ? first + " reads again"
            : returned.size() + " channels of " + first.instrument() + " read again";
    return tell(
        staleRule(returned),
        "read again",
        time,
        first.text(),
        Notice.Kind.CLEARED,
        Severity.WARNING,
        title,
        "readings again at "
            + Words.time(time, book.zone())
            + ", after none since "
            + Words.time(since, book.zone())
            + " ("
            + Words.length(Duration.between(since, time))
            + "): "
            + Words.names(returned.stream().map(watch -> watch.channel().id()).toList()),
        aboutOnly(returned),
        Optional.empty());
  }

  /** A channel that rules watch has been without a value for too long. */
  Notice withoutValue(ChannelWatch watch, List<Rule> rules) {
    var channel = watch.channel();
    return tell(
        "no value " + channel.id(),
        "unknown",
        watch.unknownAt().orElseThrow(),
        "0",
        Notice.Kind.SYSTEM,
        Severity.WARNING,
        channel.id() + " is unknown",
        unknownText(watch, rules),
        about(channel, OptionalDouble.empty()),
        Optional.empty());
  }

  String unknownText(ChannelWatch watch, List<Rule> rules) {
    var since = watch.missingFrom().orElseThrow();
    return "no value since "
        + Words.time(since.time(), book.zone())
        + ": "
        + since.reason()
        + "; cannot be judged: "
        + rules.stream().map(Rule::name).collect(Collectors.joining(", "));
  }

  Notice valueAgain(ChannelWatch watch, Reading.Measured measured) {
    var channel = watch.channel();
    var since = watch.missingFrom();
    return tell(
        "no value " + channel.id(),
        "value again",
        measured.time(),
        String.valueOf(measured.ordinal()),
        Notice.Kind.CLEARED,
        Severity.WARNING,
        channel.id() + " has a value again",
        channel.id()
            + " is "
            + channel.textWithUnit(measured.value())
            + since
                .map(
                    missing ->
                        ", after "
                            + Words.length(Duration.between(missing.time(), measured.time()))
                            + " without a value ("
                            + missing.reason()
                            + ")")
                .orElse(""),
        about(channel, OptionalDouble.of(measured.value())),
        Optional.empty());
  }

  Notice snapshot(
      StoredSnapshot snapshot,
      String rule,
      Severity severity,
      Function<ChannelId, @Nullable ChannelWatch> channels) {
    var lines =
        snapshot.readings().stream()
            .map(reading -> line(reading, channels.apply(reading.channel()), snapshot.time()))
            .collect(Collectors.joining("\n"));
    return tell(
        rule,
        "snapshot",
        snapshot.time(),
        snapshot.set() + " " + snapshot.label(),
        Notice.Kind.SNAPSHOT,
        severity,
        "Snapshot: " + snapshot.label(),
        lines.isEmpty() ? "no channel of the set '" + snapshot.set() + "' has been seen" : lines,
        Optional.empty(),
        Optional.empty());
  }

  /** A snapshot was due, but nobody knows any more of what. */
  Notice snapshotImpossible(Timers.Timer timer) {
    return tell(
        timer.rule(),
        "no snapshot",
        timer.due(),
        timer.set(),
        Notice.Kind.SYSTEM,
        Severity.WARNING,
        "No snapshot: " + timer.label(),
        "the station file has no snapshot set '" + timer.set() + "' any more; nothing was taken",
        Optional.empty(),
        Optional.empty());
  }

  private String line(Reading reading, @Nullable ChannelWatch watch, Instant time) {
    var what =
        switch (reading) {
          case Reading.Measured measured when watch != null ->
              watch.channel().textWithUnit(measured.value());
          case Reading.Measured measured -> String.valueOf(measured.value());
          case Reading.Missing missing -> "- (" + missing.reason() + ")";
        };
    var old = watch != null && reading.time().plus(watch.staleAfter()).isBefore(time);
    return reading.channel().name()
        + ": "
        + what
        + (old ? " (stale, from " + Words.time(reading.time(), book.zone()) + ")" : "");
  }

  /** The words of an alarm that a rule raised, with the value as it is now. */
  String activeText(RuleView view) {
    var rule = view.rule();
    return rule.channel()
        + view.channel()
            .flatMap(ChannelView::lastMeasured)
            .map(last -> " is " + view.channel().orElseThrow().channel().textWithUnit(last.value()))
            .orElse("")
        + " ("
        + rule.words(view.state().side())
        + ")";
  }

  /** An alarm that is there from the first step on, or by a rule that was changed. */
  Notice standing(Rule rule, RuleState state) {
    var edge = rule.edge(state.side()).orElseThrow();
    return tell(
        rule.name(),
        state.side().word(),
        state.since().orElse(Instant.EPOCH),
        "standing",
        Notice.Kind.ALARM,
        edge.severity(),
        edge.say().orElseGet(() -> headline(rule, state.side())),
        headline(rule, state.side()),
        Optional.of(new Notice.About(rule.channel(), OptionalDouble.empty(), "")),
        Optional.empty());
  }

  /** A rule is still in alarm now that its channel has a value again. */
  Notice stillInAlarm(Rule rule, Side side, ChannelWatch watch, Reading.Measured measured) {
    var edge = rule.edge(side).orElseThrow();
    var channel = watch.channel();
    return tell(
        rule.name(),
        "still " + side.word(),
        measured.time(),
        String.valueOf(measured.ordinal()),
        Notice.Kind.ALARM,
        edge.severity(),
        "Still in alarm: " + edge.say().orElseGet(() -> headline(rule, side)),
        channel.id()
            + " has a value again: "
            + channel.textWithUnit(measured.value())
            + " ("
            + rule.words(side)
            + ")",
        about(channel, OptionalDouble.of(measured.value())),
        Optional.empty());
  }

  /** A shelf or a maintenance window ended, and the alarm is active. */
  Notice endOfShelf(Alarm alarm, Instant now) {
    return tell(
        alarm.rule(),
        "shelf ended",
        now,
        alarm.id(),
        alarm.kind(),
        alarm.severity(),
        "Still in alarm: " + alarm.title(),
        "it was put aside, and is since "
            + Words.time(alarm.since(), book.zone())
            + "; "
            + alarm.text(),
        alarm.channel().map(id -> new Notice.About(id, OptionalDouble.empty(), "")),
        Optional.empty());
  }

  /** The rule or the channel of an alarm is no more. */
  Notice withdrawn(Alarm alarm, Instant now) {
    return tell(
        alarm.rule(),
        "withdrawn",
        now,
        alarm.id(),
        Notice.Kind.CLEARED,
        alarm.severity(),
        alarm.title() + ": watched no more",
        "the station file was changed, so that this alarm no longer exists; it was active since "
            + Words.time(alarm.since(), book.zone()),
        alarm.channel().map(id -> new Notice.About(id, OptionalDouble.empty(), "")),
        Optional.empty());
  }

  /** Someone takes care of an alarm. */
  Notice acknowledged(Alarm alarm, Acknowledgement by) {
    return tell(
        alarm.rule(),
        "acknowledged",
        by.at(),
        alarm.id(),
        Notice.Kind.SYSTEM,
        alarm.severity(),
        "Acknowledged by " + by.who() + ": " + alarm.title(),
        (by.note().isEmpty() ? "" : by.note() + "\n")
            + (alarm.isActive() ? "it is still active" : "it is over"),
        alarm.channel().map(id -> new Notice.About(id, OptionalDouble.empty(), "")),
        Optional.empty());
  }

  /** Nobody has acknowledged an alarm. */
  Notice escalated(AlarmView alarm, String step, Duration waited, Instant now) {
    return tell(
        alarm.rule(),
        "escalated " + step,
        now,
        alarm.id(),
        alarm.kind(),
        alarm.severity(),
        "Not acknowledged for " + Words.length(waited) + ": " + alarm.title(),
        alarm.text() + "\nsince " + Words.time(alarm.since(), book.zone()),
        alarm.channel().map(id -> new Notice.About(id, OptionalDouble.empty(), "")),
        Optional.empty());
  }
}
