package org.stillwatch.core.condition;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stillwatch.core.reading.ChannelId;

/** What a phrase needs to be judged. */
final class Survey {

  private final Set<ChannelId> channels = new TreeSet<>();
  private final Set<String> alarms = new TreeSet<>();
  private final Map<ChannelId, Duration> windows = new TreeMap<>();
  private boolean needsClock;
  private boolean hasFallback;

  private Survey() {}

  static Survey of(Phrase phrase) {
    var survey = new Survey();
    switch (phrase) {
      case Expression expression -> survey.visit(expression);
      case Condition condition -> survey.visit(condition);
    }
    return survey;
  }

  Set<ChannelId> channels() {
    return channels;
  }

  Set<String> alarms() {
    return alarms;
  }

  Map<ChannelId, Duration> windows() {
    return windows;
  }

  boolean needsClock() {
    return needsClock;
  }

  boolean hasFallback() {
    return hasFallback;
  }

  private void visit(Expression expression) {
    switch (expression) {
      case Expression.ChannelValue value -> channels.add(value.channel());
      case Expression.Constant constant -> {}
      case Expression.Negated negated -> visit(negated.number());
      case Expression.Arithmetic arithmetic -> {
        visit(arithmetic.left());
        visit(arithmetic.right());
      }
      case Expression.Applied applied -> {
        hasFallback |= applied.function() == NumberFunction.FIRST;
        applied.numbers().forEach(this::visit);
      }
      case Expression.OverWindow over -> window(over.channel(), over.length());
    }
  }

  private void visit(Condition condition) {
    switch (condition) {
      case Condition.Compare compare -> {
        visit(compare.left());
        visit(compare.right());
      }
      case Condition.Latched latched -> visit(latched.number());
      case Condition.Band band -> visit(band.number());
      case Condition.StateIs state -> channels.add(state.channel());
      case Condition.Stale stale -> {
        channels.add(stale.channel());
        needsClock = true;
      }
      case Condition.Missing missing -> channels.add(missing.channel());
      case Condition.Unchanged unchanged -> window(unchanged.channel(), unchanged.length());
      case Condition.Held held -> {
        visit(held.condition());
        needsClock = true;
      }
      case Condition.Counted counted -> visit(counted.condition());
      case Condition.All all -> all.conditions().forEach(this::visit);
      case Condition.Any any -> any.conditions().forEach(this::visit);
      case Condition.Not not -> visit(not.condition());
      case Condition.AlarmOf alarm -> alarms.add(alarm.rule());
    }
  }

  private void window(ChannelId channel, Duration length) {
    channels.add(channel);
    windows.merge(channel, length, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    needsClock = true;
  }
}
