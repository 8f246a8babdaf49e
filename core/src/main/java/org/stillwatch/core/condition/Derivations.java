package org.stillwatch.core.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;

/**
 * The derived channels of a station. Knows which channels are declared; each step depends on that
 * and on the facts alone.
 *
 * <p>A derived channel has a reading whenever a channel has one from which its value comes. So one
 * with sources that back each other up ({@code first(a, b)}) goes with the rows of {@code a} while
 * that is known, whatever {@code b} does, and with the rows of {@code b} as soon as {@code a} is
 * missing or stale.
 */
public final class Derivations {

  /** A derivation whose inputs are declared. */
  private record Ready(Channel channel, BoundExpression expression, Set<ChannelId> inputs) {}

  /** A third of the shortest time after which a channel is stale. */
  private static final Duration CHANGE_OVER = Duration.ofSeconds(20);

  /** In the order in which they must be calculated. */
  private final List<Derivation> ordered;

  private final Map<ChannelId, Channel> declared = new HashMap<>();
  private final Map<ChannelId, Ready> ready = new LinkedHashMap<>();
  private final Map<ChannelId, String> broken = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException naming the cycle when channels are derived from each other
   */
  public Derivations(Collection<Derivation> derivations) {
    cycle(derivations)
        .ifPresent(
            cycle -> {
              throw new IllegalArgumentException(cycleText(cycle));
            });
    ordered = inOrder(derivations);
  }

  /** The sentence about a cycle. */
  public static String cycleText(List<ChannelId> cycle) {
    return "derived channels need each other: "
        + cycle.stream().map(ChannelId::text).collect(Collectors.joining(" from "));
  }

  /** A cycle among derivations, its first channel again at the end; empty when there is none. */
  public static Optional<List<ChannelId>> cycle(Collection<Derivation> derivations) {
    var byId = byId(derivations);
    var sound = new HashSet<ChannelId>();
    for (var derivation : derivations) {
      var found = cycle(derivation.id(), byId, new ArrayList<>(), sound);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<List<ChannelId>> cycle(
      ChannelId at, Map<ChannelId, Derivation> byId, List<ChannelId> path, Set<ChannelId> sound) {
    int before = path.indexOf(at);
    path.add(at);
    if (before >= 0) {
      return Optional.of(List.copyOf(path.subList(before, path.size())));
    }
    var derivation = byId.get(at);
    if (derivation != null && !sound.contains(at)) {
      for (var input : derivation.expression().channels()) {
        var found = cycle(input, byId, path, sound);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    path.removeLast();
    sound.add(at);
    return Optional.empty();
  }

  private static List<Derivation> inOrder(Collection<Derivation> derivations) {
    var byId = byId(derivations);
    var ordered = new LinkedHashMap<ChannelId, Derivation>();
    derivations.forEach(derivation -> place(derivation, byId, ordered));
    return List.copyOf(ordered.values());
  }

  private static void place(
      Derivation derivation, Map<ChannelId, Derivation> byId, Map<ChannelId, Derivation> ordered) {
    if (ordered.containsKey(derivation.id())) {
      return;
    }
    for (var input : derivation.expression().channels()) {
      var inner = byId.get(input);
      if (inner != null) {
        place(inner, byId, ordered);
      }
    }
    ordered.put(derivation.id(), derivation);
  }

  private static Map<ChannelId, Derivation> byId(Collection<Derivation> derivations) {
    var byId = new LinkedHashMap<ChannelId, Derivation>();
    derivations.forEach(derivation -> byId.put(derivation.id(), derivation));
    return byId;
  }

  /**
   * Makes channels known, or known again.
   *
   * @return the derived channels that are new by that, or changed
   */
  public List<Channel> declare(Collection<Channel> channels) {
    channels.forEach(channel -> declared.put(channel.id(), channel));
    var news = new ArrayList<Channel>();
    for (var derivation : ordered) {
      var inputs = derivation.expression().channels();
      if (isReady(derivation, inputs)) {
        declare(derivation, inputs).ifPresent(news::add);
      }
    }
    return news;
  }

  /** Sources that back each other up need not all be there. */
  private boolean isReady(Derivation derivation, Set<ChannelId> inputs) {
    return declared.keySet().containsAll(inputs)
        || (hasFallback(derivation) && inputs.stream().anyMatch(declared::containsKey));
  }

  private static boolean hasFallback(Derivation derivation) {
    return Survey.of(derivation.expression()).hasFallback();
  }

  private Optional<Channel> declare(Derivation derivation, Set<ChannelId> inputs) {
    BoundExpression bound;
    try {
      bound = bound(derivation);
    } catch (ExpressionProblem e) {
      broken.put(derivation.id(), e.getMessage());
      ready.remove(derivation.id());
      return Optional.empty();
    }
    broken.remove(derivation.id());
    if (bound.unit().isEmpty()) {
      return Optional.empty();
    }
    var channel =
        Channel.number(
            derivation.id(),
            bound.unit().get(),
            derivation.label(),
            expectedPeriod(derivation, inputs));
    ready.put(derivation.id(), new Ready(channel, bound, inputs));
    return channel.equals(declared.put(channel.id(), channel))
        ? Optional.empty()
        : Optional.of(channel);
  }

  /**
   * That of the slowest input. Where sources back each other up, long enough that it is not called
   * stale together with the first of them, before the next one had a chance.
   */
  private Duration expectedPeriod(Derivation derivation, Set<ChannelId> inputs) {
    var periods =
        declared.values().stream()
            .filter(input -> inputs.contains(input.id()))
            .map(Channel::expectedPeriod)
            .toList();
    return hasFallback(derivation)
        ? periods.stream().reduce(CHANGE_OVER, Duration::plus)
        : periods.stream().max(Duration::compareTo).orElseThrow();
  }

  private BoundExpression bound(Derivation derivation) {
    var bound = derivation.expression().bind(id -> Optional.ofNullable(declared.get(id)));
    return derivation.unit().map(bound::in).orElse(bound);
  }

  /** Derivations that do not fit their channels, and why. */
  public Map<ChannelId, String> broken() {
    return Map.copyOf(broken);
  }

  /** How far back the derivations look, by channel. */
  public Map<ChannelId, Duration> windows() {
    var windows = new HashMap<ChannelId, Duration>();
    for (var derivation : ordered) {
      derivation
          .expression()
          .windows()
          .forEach(
              (channel, length) ->
                  windows.merge(channel, length, (a, b) -> a.compareTo(b) >= 0 ? a : b));
    }
    return windows;
  }

  /**
   * The derived readings of an instant, in an order in which they may be looked at.
   *
   * @param changed the channels that have a reading of this instant
   * @param time of these readings
   * @param facts after them
   * @return nothing for a derived channel that has a newer reading already
   */
  public List<Reading> step(Set<ChannelId> changed, Instant time, Facts facts) {
    if (ready.isEmpty()) {
      return List.of();
    }
    var touched = new HashSet<>(changed);
    var own = new LinkedHashMap<ChannelId, Reading>();
    var seen = new FactsWithDerived(facts, own);
    for (var derivation : ordered) {
      var at = ready.get(derivation.id());
      if (at == null || at.inputs().stream().noneMatch(touched::contains)) {
        continue;
      }
      if (!at.expression().restsOn(touched, seen)) {
        continue;
      }
      var before = facts.latest(derivation.id());
      if (before.isPresent() && before.get().time().isAfter(time)) {
        continue;
      }
      int ordinal =
          before.isPresent() && before.get().time().equals(time) ? before.get().ordinal() + 1 : 0;
      touched.add(derivation.id());
      own.put(derivation.id(), reading(at, time, ordinal, seen));
    }
    return List.copyOf(own.values());
  }

  private static Reading reading(Ready ready, Instant time, int ordinal, Facts facts) {
    var id = ready.channel().id();
    return switch (ready.expression().value(facts)) {
      case Value.Known known ->
          new Reading.Measured(id, time, ordinal, known.value(), quality(ready, facts));
      case Value.Unknown unknown -> Reading.missing(id, time, ordinal, unknown.reason());
    };
  }

  /** As good as the worst input that its value comes from. */
  private static Quality quality(Ready ready, Facts facts) {
    for (var input : ready.inputs()) {
      if (facts.latest(input).orElse(null) instanceof Reading.Measured measured
          && measured.quality() == Quality.SUSPECT
          && ready.expression().restsOn(Set.of(input), facts)) {
        return Quality.SUSPECT;
      }
    }
    return Quality.GOOD;
  }
}
