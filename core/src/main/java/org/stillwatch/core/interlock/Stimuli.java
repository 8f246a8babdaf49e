package org.stillwatch.core.interlock;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Reading;

/**
 * Finds what to simulate so that an interlock acts: each of its channels too old, each just beyond
 * a limit, each of its alarms active. Tried on the condition itself, so it fits whatever was asked.
 */
final class Stimuli {

  /** So long a condition with memory may take to change its answer. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15));

  /** As people would write it. */
  private static final MathContext DIGITS = new MathContext(4);

  private final Machine machine;
  private final Inputs inputs;
  private final Alarms alarms;
  private final Map<ChannelId, Channel> channels;
  private final Instant now;

  private Stimuli(
      Machine machine,
      Inputs inputs,
      Alarms alarms,
      Map<ChannelId, Channel> channels,
      Instant now) {
    this.machine = machine;
    this.inputs = inputs;
    this.alarms = alarms;
    this.channels = channels;
    this.now = now;
  }

  static List<Stimulus> of(
      Machine machine,
      Inputs inputs,
      Alarms alarms,
      Map<ChannelId, Channel> channels,
      Instant now) {
    return new Stimuli(machine, inputs, alarms, channels, now).all();
  }

  private List<Stimulus> all() {
    var found = new ArrayList<Stimulus>();
    var asked = new TreeSet<>(machine.interlock().good().channels());
    for (var channel : asked) {
      tried(new Simulation(Map.of(), Set.of(channel), Map.of(), channel + " has gone stale"))
          .ifPresent(found::add);
    }
    boolean byValue = false;
    for (var channel : asked) {
      var beyond = beyond(channel);
      byValue |= beyond.isPresent();
      beyond.ifPresent(found::add);
    }
    for (var rule : new TreeSet<>(machine.interlock().good().alarms())) {
      for (var truth : List.of(Truth.TRUE, Truth.FALSE)) {
        tried(
                new Simulation(
                    Map.of(),
                    Set.of(),
                    Map.of(rule, truth),
                    "the alarm of '" + rule + "' is " + (truth == Truth.TRUE ? "active" : "over")))
            .ifPresent(found::add);
      }
    }
    if (!byValue && asked.size() > 1) {
      together(asked).ifPresent(found::add);
    }
    return found;
  }

  /** The value of a channel nearest to that of now that makes it act, in one direction or other. */
  private Optional<Stimulus> beyond(ChannelId channel) {
    return candidates(channel)
        .mapToObj(value -> tried(reading(channel, value)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Simulation reading(ChannelId channel, double value) {
    return new Simulation(
        Map.of(channel, Reading.measured(channel, now, 0, value)),
        Set.of(),
        Map.of(),
        channel + " is " + shown(channel, value));
  }

  /** All at once, where one alone changes nothing. */
  private Optional<Stimulus> together(Set<ChannelId> asked) {
    for (int i = 0; i < 200; i++) {
      var readings = new HashMap<ChannelId, Reading>();
      var words = new ArrayList<String>();
      for (var channel : asked) {
        var values = candidates(channel).toArray();
        if (values.length > 0) {
          double value = values[Math.min(i, values.length - 1)];
          readings.put(channel, Reading.measured(channel, now, 0, value));
          words.add(channel + " is " + shown(channel, value));
        }
      }
      var stimulus =
          tried(new Simulation(readings, Set.of(), Map.of(), String.join(" and ", words)));
      if (stimulus.isPresent()) {
        return stimulus;
      }
    }
    return Optional.empty();
  }

  /** Values further and further from that of now, up and down by turns; every state of a choice. */
  private DoubleStream candidates(ChannelId channel) {
    var known = Optional.ofNullable(channels.get(channel));
    var states = known.map(Channel::states).orElse(List.of());
    if (!states.isEmpty()) {
      return IntStream.range(0, states.size()).asDoubleStream();
    }
    double value =
        inputs
                    .facts(now, machine.interlock().stale(), true, Simulation.NONE, alarms)
                    .latest(channel)
                    .orElse(null)
                instanceof Reading.Measured measured
            ? measured.value()
            : 0;
    double scale = value == 0 ? 1 : Math.abs(value);
    return IntStream.range(0, 400)
        .mapToDouble(i -> value + (i % 2 == 0 ? 1 : -1) * scale * 0.05 * Math.pow(1.1, i / 2.0))
        .map(candidate -> BigDecimal.valueOf(candidate).round(DIGITS).doubleValue());
  }

  private String shown(ChannelId channel, double value) {
    var known = channels.get(channel);
    if (known == null) {
      return Numbers.plain(value);
    }
    if (!known.states().isEmpty()) {
      return known.states().get((int) value);
    }
    return Numbers.plain(value)
        + (known.unit().symbol().isEmpty() ? "" : " " + known.unit().symbol());
  }

  /** The stimulus, when it makes the interlock act after some time. */
  private Optional<Stimulus> tried(Simulation simulation) {
    boolean forces = machine.interlock().kind() == Interlock.Kind.FORCE;
    for (var wait : WAITS) {
      var hold = forces ? machine.interlock().hold() : Duration.ZERO;
      var first = machine.next(machine.state(), simulation, inputs, alarms, now);
      var later = machine.next(first, simulation, inputs, alarms, now.plus(wait));
      var last = machine.next(later, simulation, inputs, alarms, now.plus(wait).plus(hold));
      boolean acts = forces ? last.engaged() : !last.engaged();
      if (acts) {
        return Optional.of(new Stimulus(simulation, wait.plus(hold)));
      }
    }
    return Optional.empty();
  }
}
