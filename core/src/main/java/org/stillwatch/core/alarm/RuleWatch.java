package org.stillwatch.core.alarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.condition.ThresholdPair;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** Steps the rules, and raises and clears their alarms. */
final class RuleWatch {

  private static final String RULE = "rule ";

  private final RuleBook book;
  private final Map<ChannelId, ChannelWatch> channels;
  private final AlarmDesk desk;
  private final Telling telling;
  private final Timers timers;
  private final BiConsumer<String, String> changed;

  private final Map<ChannelId, List<Rule>> byChannel = new HashMap<>();
  private final Map<String, RuleState> states = new HashMap<>();
  private final Map<String, RuleStep> steps = new HashMap<>();
  private final Map<String, ThresholdPair> limits = new HashMap<>();
  private final Map<String, String> broken = new LinkedHashMap<>();
  private final List<Timers.Timer> dueNow = new ArrayList<>();

  RuleWatch(
      RuleBook book,
      Map<ChannelId, ChannelWatch> channels,
      AlarmDesk desk,
      Telling telling,
      Timers timers,
      Map<String, String> restored,
      BiConsumer<String, String> changed) {
    this.book = book;
    this.channels = channels;
    this.desk = desk;
    this.telling = telling;
    this.timers = timers;
    this.changed = changed;
    for (var rule : book.rules()) {
      byChannel.computeIfAbsent(rule.channel(), book::rulesOf);
      steps.put(rule.name(), new RuleStep(rule));
      var text = restored.get(RULE + rule.name());
      states.put(
          rule.name(), text == null ? RuleState.start(rule) : RuleState.decode(text).under(rule));
    }
  }

  /** After a restart: rules that are in alarm are alarms, as far as they still exist. */
  void restored() {
    for (var rule : book.rules()) {
      var state = state(rule);
      if (state.seen() && rule.alarms(state.side())) {
        desk.restore(
            key(rule, state.side()), telling.standing(rule, state), rule.latch(), state.told());
      }
    }
  }

  static boolean isKey(String key) {
    return key.startsWith(RULE);
  }

  private static String key(Rule rule, Side side) {
    return RULE + rule.name() + "/" + side.word();
  }

  /** Whether an alarm of this key still has its rule. */
  boolean stands(String key) {
    return book.rules().stream()
        .anyMatch(
            rule -> {
              var side = state(rule).side();
              return rule.alarms(side) && key(rule, side).equals(key);
            });
  }

  /** Whether a rule still may raise an alarm of this key; one that returned waits for a person. */
  boolean exists(String key) {
    return book.rules().stream()
        .anyMatch(
            rule ->
                (key(rule, Side.HIGH).equals(key) && rule.alarms(Side.HIGH))
                    || (key(rule, Side.LOW).equals(key) && rule.alarms(Side.LOW)));
  }

  private RuleState state(Rule rule) {
    var state = states.get(rule.name());
    if (state == null) {
      throw new IllegalStateException("the rule '" + rule.name() + "' has no state");
    }
    return state;
  }

  /** Fits the rules of a channel to its unit. */
  void prepare(Channel channel) {
    for (var rule : byChannel.getOrDefault(channel.id(), List.of())) {
      try {
        double low = rule.low().or(rule::high).orElseThrow().limit().in(channel.unit());
        double high = rule.high().or(rule::low).orElseThrow().limit().in(channel.unit());
        limits.put(rule.name(), new ThresholdPair(low, high));
        broken.remove(rule.name());
      } catch (IllegalArgumentException e) {
        broken.put(rule.name(), e.getMessage());
      }
    }
  }

  /** Whether a rule watches this channel. */
  boolean isRuled(ChannelId channel) {
    return byChannel.containsKey(channel);
  }

  /** Looks at a reading that its channel has just taken. */
  void step(ChannelWatch watch, Reading reading, boolean silent, List<Effect> effects) {
    for (var rule : byChannel.getOrDefault(reading.channel(), List.of())) {
      var step = steps.get(rule.name());
      var pair = limits.get(rule.name());
      if (step != null && pair != null) {
        var state = state(rule);
        var outcome =
            switch (reading) {
              case Reading.Missing missing -> step.unknown(state);
              case Reading.Measured measured ->
                  step.step(
                      state,
                      side -> pair.step(side, measured.value()),
                      measured.time(),
                      OptionalDouble.of(measured.value()),
                      silent);
            };
        take(rule, state, outcome, watch, reading.ordinal(), effects);
      }
    }
  }

  private void take(
      Rule rule,
      RuleState before,
      RuleStep.Outcome outcome,
      ChannelWatch watch,
      int ordinal,
      List<Effect> effects) {
    if (!outcome.state().equals(before)) {
      states.put(rule.name(), outcome.state());
      changed.accept(RULE + rule.name(), outcome.state().encode());
    }
    outcome.crossing().ifPresent(crossing -> crossed(rule, watch, crossing, ordinal, effects));
  }

  private void crossed(
      Rule rule,
      ChannelWatch watch,
      RuleStep.Crossing crossing,
      int ordinal,
      List<Effect> effects) {
    var time = crossing.time();
    var notice = telling.crossed(rule, watch, crossing, ordinal);
    boolean clears = rule.alarms(crossing.from());
    boolean raises = rule.alarms(crossing.to());
    boolean tell =
        !clears
            && !raises
            && !crossing.silent()
            && desk.asideUntil(rule.name(), Optional.of(rule.channel()), time).isEmpty();
    if (clears) {
      tell |= desk.clear(key(rule, crossing.from()), time) && !crossing.silent();
    }
    if (raises) {
      tell |=
          desk.raise(
              key(rule, crossing.to()), notice.orElseThrow(), rule.latch(), crossing.silent());
    }
    if (tell) {
      notice.map(Effect.Tell::new).ifPresent(effects::add);
    }
    if (!crossing.silent()) {
      snapshot(rule, crossing);
    }
  }

  private void snapshot(Rule rule, RuleStep.Crossing crossing) {
    var edge = rule.edge(crossing.to());
    edge.flatMap(Edge::snapshot)
        .ifPresent(
            wanted -> {
              var timer =
                  new Timers.Timer(
                      crossing.time().plus(wanted.after()),
                      rule.name() + "/" + crossing.to().word(),
                      wanted.set(),
                      edge.orElseThrow().severity(),
                      wanted.label().or(edge.orElseThrow()::say).orElse(rule.name()));
              if (wanted.after().isZero()) {
                dueNow.add(timer);
              } else {
                timers.add(timer);
              }
            });
  }

  /** The snapshots that crossings asked for at once, to be taken when all rows are in. */
  List<Timers.Timer> takeDue() {
    var taken = List.copyOf(dueNow);
    dueNow.clear();
    return taken;
  }

  /** A channel that people knew to be lost has a value again: its rules may still be in alarm. */
  void foundAgain(ChannelWatch watch, List<Effect> effects) {
    if (!(watch.latest().orElse(null) instanceof Reading.Measured measured)) {
      return;
    }
    for (var rule : byChannel.getOrDefault(measured.channel(), List.of())) {
      var state = state(rule);
      var since = state.since();
      if (rule.alarms(state.side())
          && since.filter(measured.time()::equals).isEmpty()
          && desk.again(key(rule, state.side()), measured.time())) {
        effects.add(new Effect.Tell(telling.stillInAlarm(rule, state.side(), watch, measured)));
      }
    }
  }

  /** Rules that cannot be judged, and why. */
  Map<String, String> broken() {
    return Map.copyOf(broken);
  }

  /** Every rule with what it remembers, in the order of the station file. */
  List<RuleView> views() {
    return book.rules().stream().map(this::view).toList();
  }

  private RuleView view(Rule rule) {
    return new RuleView(
        rule,
        state(rule),
        Optional.ofNullable(channels.get(rule.channel())).map(ChannelView::of),
        Optional.ofNullable(broken.get(rule.name())));
  }

  /** The words of an alarm of this key, by how things are now. */
  Optional<String> text(String key) {
    var found = new ArrayList<String>();
    for (var rule : book.rules()) {
      var state = state(rule);
      if (rule.alarms(state.side()) && key(rule, state.side()).equals(key)) {
        found.add(telling.activeText(view(rule)));
      }
    }
    return found.stream().findFirst();
  }
}
