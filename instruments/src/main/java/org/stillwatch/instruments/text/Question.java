package org.stillwatch.instruments.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.value.ValueChannel;
import org.stillwatch.instruments.value.ValueChannel.Meaning;

/** One question of a poll: when it is asked, and what its answer means. */
final class Question {

  /**
   * What an answer brought.
   *
   * @param fits whether it is an answer to this question, as far as can be told
   * @param groups its texts by name; empty when it does not fit
   * @param unreadable what is wrong with it
   */
  record Brought(
      boolean fits,
      List<Reading> readings,
      Map<String, String> groups,
      Optional<Unreadable> unreadable) {}

  private final PollKeys keys;
  private final ReplyPattern pattern;
  private final Map<String, ValueChannel> channels = new LinkedHashMap<>();
  private Instant due = Instant.MIN;
  private Optional<Instant> heldSince = Optional.empty();

  Question(String instrument, PollKeys keys, Duration period) {
    this.keys = keys;
    this.pattern = keys.pattern();
    var expected = keys.expected().or(keys::every).orElse(period);
    keys.channels()
        .forEach(
            (name, value) -> channels.put(name, new ValueChannel(instrument, value, expected)));
  }

  String send() {
    return keys.send();
  }

  List<Channel> channels() {
    return channels.values().stream().flatMap(each -> each.channels().stream()).toList();
  }

  /** Whether it is time to ask it. */
  boolean due(Instant time) {
    // a poll comes a little sooner or later than its time
    var margin = keys.every().map(every -> every.dividedBy(10)).orElse(Duration.ZERO);
    return !time.isBefore(due.equals(Instant.MIN) ? due : due.minus(margin));
  }

  void asked(Instant time) {
    keys.every().ifPresent(every -> due = time.plus(every));
  }

  /**
   * Whether its condition holds.
   *
   * @param known the texts of replies so far
   * @return empty when that is not known
   */
  Optional<Boolean> wanted(Map<String, String> known, Instant time) {
    if (keys.when().isEmpty()) {
      return Optional.of(true);
    }
    var when = keys.when().get();
    var text = Optional.ofNullable(known.get(when.group()));
    boolean holds = text.filter(when::holds).isPresent();
    if (!holds) {
      heldSince = Optional.empty();
    } else if (heldSince.isEmpty()) {
      heldSince = Optional.of(time);
    }
    return text.map(
        given ->
            holds
                && !time.isBefore(heldSince.orElse(time).plus(when.held().orElse(Duration.ZERO))));
  }

  /** The names that others refer to. */
  Iterable<String> groups() {
    return keys.groups();
  }

  List<Reading> missing(Instant time, String why) {
    return channels.values().stream().flatMap(each -> each.missing(time, why).stream()).toList();
  }

  /**
   * @param known the texts of replies before this one
   */
  Brought brought(String reply, Map<String, String> known, Instant time) {
    return switch (pattern.fit(reply)) {
      case ReplyPattern.Fit.None(String why) ->
          new Brought(
              false,
              missing(time, why),
              Map.of(),
              Optional.of(new Unreadable("reply " + send(), quoted() + ": " + why)));
      case ReplyPattern.Fit.Groups(var groups) -> {
        var all = new LinkedHashMap<>(known);
        all.putAll(groups);
        yield read(groups, all, time);
      }
    };
  }

  private Brought read(Map<String, String> groups, Map<String, String> all, Instant time) {
    var readings = new ArrayList<Reading>();
    Optional<Unreadable> unfit = Optional.empty();
    for (var entry : channels.entrySet()) {
      var channel = entry.getValue();
      var invalid = invalid(entry.getKey(), all);
      var text = Optional.ofNullable(groups.get(entry.getKey()));
      var meaning =
          invalid
              .<Meaning>map(Meaning.Absent::new)
              .or(() -> text.map(channel::meaning))
              .orElseGet(() -> new Meaning.Absent("the answer has no such value"));
      if (meaning instanceof Meaning.Unfit(String why)) {
        var name = channel.channel().id().name();
        unfit = unfit.or(() -> Optional.of(new Unreadable("value " + name, quoted() + ": " + why)));
      }
      readings.addAll(channel.readings(meaning, time));
    }
    return new Brought(unfit.isEmpty(), readings, groups, unfit);
  }

  private Optional<String> invalid(String name, Map<String, String> all) {
    for (var rule : keys.invalid()) {
      if (rule.isAbout(name)) {
        var status = Optional.ofNullable(all.get(rule.group()));
        var why =
            status.isPresent()
                ? rule.why(status.get())
                : Optional.of("it is not known whether it is valid: no " + rule.group() + " came");
        if (why.isPresent()) {
          return why;
        }
      }
    }
    return Optional.empty();
  }

  private String quoted() {
    return Unreadable.shown(send());
  }
}
