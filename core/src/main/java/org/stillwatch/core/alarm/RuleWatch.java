package org.stillwatch.core.alarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.stillwatch.core.condition.BoundCondition;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.condition.ConditionState;
import org.stillwatch.core.condition.Facts;
import org.stillwatch.core.condition.Side;
import org.stillwatch.core.condition.ThresholdPair;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Unit;

/** Steps the rules, and raises and clears their alarms. */
final class RuleWatch {

  private static final String RULE = "rule ";
  private static final String WHEN = "when ";
  private static final String DURING = "while ";

  /** What a rule compares with, once its channels are known. */
  private static final class Bound {
    private final RuleStep step;
    private Optional<ThresholdPair> limits = Optional.empty();
    private Optional<BoundCondition> when = Optional.empty();
    private Optional<BoundCondition> during = Optional.empty();
    private ConditionState whenState;
    private ConditionState duringState;
    private RuleState state;

    /** Why it could not be judged at the last step; empty when it could. */
    private String unknown = "";

    private Bound(RuleStep step, RuleState state, ConditionState when, ConditionState during) {
      this.step = step;
      this.state = state;
      this.whenState = when;
      this.duringState = during;
    }
  }

  private final RuleBook book;
  private final Map<ChannelId, ChannelWatch> channels;
  private final AlarmDesk desk;
  private final Telling telling;
  private final Timers timers;
  private final Facts facts;
  private final BiConsumer<String, String> changed;
  private final Witness witness;

  /** Rules with limits on a channel, judged with each of its readings. */
  private final Map<ChannelId, List<Rule>> limited = new HashMap<>();

  /** Rules that ask about a channel in a condition, judged once for all readings of an instant. */
  private final Map<ChannelId, List<Rule>> asking = new HashMap<>();

  private final List<Rule> timed = new ArrayList<>();
  private final Map<String, Bound> bound = new HashMap<>();
  private final Map<String, String> broken = new LinkedHashMap<>();
  private final List<Timers.Timer> dueNow = new ArrayList<>();

  RuleWatch(
      RuleBook book,
      Map<ChannelId, ChannelWatch> channels,
      AlarmDesk desk,
      Telling telling,
      Timers timers,
      Facts facts,
      Map<String, String> restored,
      BiConsumer<String, String> changed,
      Witness witness) {
    this.book = book;
    this.channels = channels;
    this.desk = desk;
    this.telling = telling;
    this.timers = timers;
    this.facts = facts;
    this.changed = changed;
    this.witness = witness;
    for (var rule : book.rules()) {
      if (rule.when().isEmpty()) {
        limited.computeIfAbsent(rule.channel(), id -> new ArrayList<>()).add(rule);
      }
      var asked = new LinkedHashSet<ChannelId>();
      rule.when().ifPresent(condition -> asked.addAll(condition.channels()));
      rule.during().ifPresent(condition -> asked.addAll(condition.channels()));
      asked.forEach(id -> asking.computeIfAbsent(id, key -> new ArrayList<>()).add(rule));
      if (rule.needsClock()) {
        timed.add(rule);
      }
      var text = restored.get(RULE + rule.name());
      bound.put(
          rule.name(),
          new Bound(
              new RuleStep(rule),
              text == null ? RuleState.start(rule) : RuleState.decode(text).under(rule),
              memory(restored.getOrDefault(WHEN + rule.name(), "")),
              memory(restored.getOrDefault(DURING + rule.name(), ""))));
    }
  }

  private static ConditionState memory(String text) {
    return text.isEmpty() ? ConditionState.START : ConditionState.decode(text);
  }

  private Bound of(Rule rule) {
    var found = bound.get(rule.name());
    if (found == null) {
      throw new IllegalStateException("the rule '" + rule.name() + "' is not of this book");
    }
    return found;
  }

  /** After a restart: rules that are in alarm are alarms, as far as they still exist. */
  void restored() {
    for (var rule : book.rules()) {
      var state = of(rule).state;
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
              var side = of(rule).state.side();
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

  /** Whether the alarm of a rule is active; unknown when the rule cannot be judged. */
  Truth alarm(String name) {
    var rule = book.rule(name);
    if (rule.isEmpty()) {
      return Truth.UNKNOWN;
    }
    var own = of(rule.get());
    if (rule.get().alarms(own.state.side())) {
      return Truth.TRUE;
    }
    return own.state.seen() && unknownBecause(rule.get()).isEmpty() ? Truth.FALSE : Truth.UNKNOWN;
  }

  /** Fits the rules of a channel to its unit. */
  void prepare(Channel channel) {
    for (var rule : book.rules()) {
      if (rule.channels().contains(channel.id())) {
        var own = of(rule);
        try {
          if (rule.when().isEmpty() && rule.channel().equals(channel.id())) {
            own.limits = Optional.of(pair(rule, channel));
          }
          own.when = rule.when().map(this::bind);
          own.during = rule.during().map(this::bind);
          broken.remove(rule.name());
        } catch (IllegalArgumentException e) {
          broken.put(rule.name(), String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private BoundCondition bind(Condition condition) {
    return condition.bind(id -> Optional.ofNullable(channels.get(id)).map(ChannelWatch::channel));
  }

  private static ThresholdPair pair(Rule rule, Channel channel) {
    var low = rule.low().flatMap(Edge::limit).or(() -> rule.high().flatMap(Edge::limit));
    var high = rule.high().flatMap(Edge::limit).or(() -> rule.low().flatMap(Edge::limit));
    return new ThresholdPair(
        low.orElseThrow().in(channel.unit()), high.orElseThrow().in(channel.unit()));
  }

  /** Whether a rule watches this channel. */
  boolean isRuled(ChannelId channel) {
    return limited.containsKey(channel) || asking.containsKey(channel);
  }

  /** The values of a channel that would change nothing. */
  Standstill standstill(ChannelId channel) {
    if (asking.containsKey(channel)) {
      return Standstill.NONE;
    }
    var all = Standstill.ANY;
    for (var rule : limited.getOrDefault(channel, List.of())) {
      var own = of(rule);
      if (own.limits.isPresent() && !broken.containsKey(rule.name())) {
        all = all.and(standstill(rule, own.limits.get(), own.state));
      }
    }
    return all;
  }

  private static Standstill standstill(Rule rule, ThresholdPair pair, RuleState state) {
    if (!state.isSettled() || rule.during().isPresent()) {
      return Standstill.NONE;
    }
    return switch (state.side()) {
      case HIGH -> new Standstill(pair.low(), Double.POSITIVE_INFINITY);
      case LOW -> new Standstill(Double.NEGATIVE_INFINITY, pair.high());
      case UNKNOWN -> new Standstill(pair.low(), pair.high());
    };
  }

  /** Whether rules must be judged by the clock, too. */
  boolean needsClock() {
    return !timed.isEmpty();
  }

  /** Judges limits by a reading that its channel has just taken. */
  void step(Reading reading, boolean silent, List<Effect> effects) {
    for (var rule : limited.getOrDefault(reading.channel(), List.of())) {
      judge(rule, reading, silent, effects);
    }
  }

  /** Judges conditions after all readings of an instant. */
  void step(Set<ChannelId> touched, boolean silent, List<Effect> effects) {
    if (asking.isEmpty()) {
      return;
    }
    var rules = new LinkedHashSet<Rule>();
    touched.forEach(id -> rules.addAll(asking.getOrDefault(id, List.of())));
    rules.forEach(rule -> again(rule, silent, effects));
  }

  /** Judges what changes by time alone. */
  void tick(List<Effect> effects) {
    timed.forEach(rule -> again(rule, false, effects));
  }

  private void again(Rule rule, boolean silent, List<Effect> effects) {
    if (rule.when().isPresent()) {
      ask(rule, silent, effects);
    } else {
      var watch = channels.get(rule.channel());
      if (watch != null && watch.latest().isPresent() && !watch.stale()) {
        judge(rule, watch.latest().get(), silent, effects);
      }
    }
  }

  /** A pair of limits, by a reading. */
  private void judge(Rule rule, Reading reading, boolean silent, List<Effect> effects) {
    var own = of(rule);
    if (own.limits.isEmpty() || broken.containsKey(rule.name())) {
      return;
    }
    var pair = own.limits.get();
    if (reading instanceof Reading.Measured measured
        && standstill(rule, pair, own.state).holds(measured.value(), measured.value())) {
      own.unknown = "";
      return;
    }
    var during = during(rule, own);
    var before = own.state;
    RuleStep.Outcome outcome;
    if (reading instanceof Reading.Measured measured && during != Truth.UNKNOWN) {
      UnaryOperator<Side> judge =
          during == Truth.TRUE
              ? side -> pair.step(side, measured.value())
              : side -> rest(rule, side);
      var answer =
          new RuleStep.Answer(
              judge,
              Optional.of(new Quantity(measured.value(), unit(rule))),
              measured.ordinal(),
              resting(rule, during));
      outcome = own.step.step(before, answer, facts.now(), silent);
    } else {
      outcome = own.step.unknown(before);
    }
    own.unknown = "";
    take(rule, own, outcome, effects);
  }

  private Unit unit(Rule rule) {
    var watch = channels.get(rule.channel());
    return watch == null ? Unit.NONE : watch.channel().unit();
  }

  /** A condition, by the facts. */
  private void ask(Rule rule, boolean silent, List<Effect> effects) {
    var own = of(rule);
    if (own.when.isEmpty() || broken.containsKey(rule.name())) {
      return;
    }
    var during = during(rule, own);
    var asked = own.when.get().step(own.whenState, facts);
    if (!asked.state().equals(own.whenState)) {
      own.whenState = asked.state();
      changed.accept(WHEN + rule.name(), asked.state().encode());
    }
    own.unknown = asked.truth() == Truth.UNKNOWN ? asked.because() : "";
    var before = own.state;
    var known = during == Truth.FALSE || (during == Truth.TRUE && asked.truth() != Truth.UNKNOWN);
    var side = asked.truth() == Truth.TRUE ? Side.HIGH : Side.LOW;
    var outcome =
        known
            ? own.step.step(
                before,
                new RuleStep.Answer(
                    during == Truth.TRUE ? was -> side : was -> rest(rule, was),
                    own.when.get().value(facts),
                    0,
                    resting(rule, during)),
                facts.now(),
                silent)
            : own.step.unknown(before);
    take(rule, own, outcome, effects);
  }

  private Truth during(Rule rule, Bound own) {
    if (rule.during().isEmpty()) {
      return Truth.TRUE;
    }
    if (own.during.isEmpty()) {
      return Truth.UNKNOWN;
    }
    var asked = own.during.get().step(own.duringState, facts);
    if (!asked.state().equals(own.duringState)) {
      own.duringState = asked.state();
      changed.accept(DURING + rule.name(), asked.state().encode());
    }
    return asked.truth();
  }

  /** A rule that is not judged is not in alarm; else it stays where it is. */
  private static Side rest(Rule rule, Side side) {
    return rule.alarms(side) && !rule.alarms(side.opposite()) ? side.opposite() : side;
  }

  private static Optional<String> resting(Rule rule, Truth during) {
    return during == Truth.FALSE
        ? rule.during().map(condition -> "it is watched only while " + condition.text())
        : Optional.empty();
  }

  private void take(Rule rule, Bound own, RuleStep.Outcome outcome, List<Effect> effects) {
    if (!outcome.state().equals(own.state)) {
      own.state = outcome.state();
      changed.accept(RULE + rule.name(), outcome.state().encode());
    }
    outcome.crossing().ifPresent(crossing -> crossed(rule, crossing, effects));
  }

  private void crossed(Rule rule, RuleStep.Crossing crossing, List<Effect> effects) {
    var time = crossing.time();
    var notice = telling.crossed(rule, channels.get(rule.channel()), crossing);
    notice.ifPresent(
        told -> witness.crossed(rule, crossing.from(), crossing.to(), told, crossing.silent()));
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
      var key = key(rule, crossing.to());
      boolean raised = desk.raise(key, notice.orElseThrow(), rule.latch(), crossing.silent());
      if (tell && !raised) {
        // it is put aside, but the notice that the other side is over tells of it
        desk.told(key, time);
      }
      tell |= raised;
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
    for (var rule : book.rulesOf(measured.channel())) {
      var state = of(rule).state;
      if (rule.alarms(state.side())
          && state.since().filter(measured.time()::equals).isEmpty()
          && desk.again(key(rule, state.side()), measured.time())) {
        effects.add(new Effect.Tell(telling.stillInAlarm(rule, state.side(), watch, measured)));
      }
    }
  }

  /** Rules that cannot be judged, and why. */
  Map<String, String> broken() {
    return Map.copyOf(broken);
  }

  /** Why a rule cannot be judged now. */
  private Optional<String> unknownBecause(Rule rule) {
    var own = of(rule);
    if (broken.containsKey(rule.name())) {
      return Optional.ofNullable(broken.get(rule.name()));
    }
    if (rule.when().isPresent() && !own.unknown.isEmpty()) {
      return Optional.of(own.unknown);
    }
    for (var id : rule.when().isPresent() ? Set.of(rule.channel()) : rule.channels()) {
      var watch = channels.get(id);
      if (watch == null || watch.latest().isEmpty()) {
        return Optional.of("no reading of " + id + " has been seen");
      }
      if (rule.when().isEmpty() && (watch.stale() || watch.unknown())) {
        return Optional.of(watch.stale() ? "stale" : "no value");
      }
    }
    return Optional.empty();
  }

  /** Every rule with what it remembers, in the order of the station file. */
  List<RuleView> views() {
    return book.rules().stream().map(this::view).toList();
  }

  private RuleView view(Rule rule) {
    return new RuleView(
        rule,
        of(rule).state,
        Optional.ofNullable(channels.get(rule.channel())).map(ChannelView::of),
        Optional.ofNullable(broken.get(rule.name())),
        unknownBecause(rule));
  }

  /** The words of an alarm of this key, by how things are now. */
  Optional<String> text(String key) {
    return book.rules().stream()
        .filter(rule -> rule.alarms(of(rule).state.side()))
        .filter(rule -> key(rule, of(rule).state.side()).equals(key))
        .map(
            rule ->
                rule.when().isPresent()
                    ? telling.conditionText(rule, of(rule).when.flatMap(w -> w.value(facts)))
                    : telling.activeText(view(rule)))
        .findFirst();
  }
}
