package org.stillwatch.app.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.app.config.StationFile.InstrumentEntry;
import org.stillwatch.app.config.StationFile.RuleKeys;
import org.stillwatch.core.condition.BoundExpression;
import org.stillwatch.core.condition.Derivation;
import org.stillwatch.core.condition.Derivations;
import org.stillwatch.core.condition.ExpressionProblem;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.core.station.Pipeline;

/** What a station file tells of channels, before any instrument has been opened. */
final class StationChannels {

  private final StationFile station;
  private final Collection<String> declared;
  private final Binder binder;
  private final Map<ChannelId, Derivation> derived = new HashMap<>();
  private final boolean cyclic;

  /**
   * @param declared the names of the instruments, also of those with wrong keys
   */
  StationChannels(StationFile station, Collection<String> declared, Binder binder) {
    this.station = station;
    this.declared = List.copyOf(declared);
    this.binder = binder;
    station.derived().forEach(derivation -> derived.put(derivation.id(), derivation));
    this.cyclic = Derivations.cycle(station.derived()).isPresent();
  }

  /** The section {@code derived:}, as channels. */
  static List<Derivation> derivations(Map<String, StationFile.DerivedKeys> section, Binder binder) {
    var derivations = new ArrayList<Derivation>();
    section.forEach(
        (id, keys) -> {
          try {
            derivations.add(
                new Derivation(
                    new ChannelId(id), keys.expression(), keys.unit(), keys.label().orElse(id)));
          } catch (IllegalArgumentException e) {
            binder.problem("derived." + id, String.valueOf(e.getMessage()));
          }
        });
    return List.copyOf(derivations);
  }

  /** The unit of a channel where it can be told; tells when there is no such instrument. */
  Optional<Unit> unit(ChannelId channel, String path) {
    missingInstrument(channel).ifPresent(sentence -> binder.problem(path, sentence));
    return unit(channel);
  }

  private Optional<Unit> unit(ChannelId channel) {
    var derivation = derived.get(channel);
    if (derivation == null) {
      return instrument(channel).flatMap(entry -> unit(entry, channel));
    }
    try {
      return derivation.unit().or(() -> cyclic ? Optional.empty() : bound(derivation).unit());
    } catch (ExpressionProblem e) {
      return Optional.empty();
    }
  }

  private BoundExpression bound(Derivation derivation) {
    return derivation.expression().bind(this::channel);
  }

  private static <S extends Record> Optional<Unit> unit(
      InstrumentEntry<S> entry, ChannelId channel) {
    return entry.kind().unit(entry.settings(), channel.name());
  }

  private Optional<InstrumentEntry<?>> instrument(ChannelId channel) {
    return station.instruments().stream()
        .filter(entry -> entry.id().equals(channel.instrument()))
        .findFirst();
  }

  /** Whether a derived channel begins with this part. */
  boolean isDerivedOf(String first) {
    return derived.keySet().stream().anyMatch(id -> id.instrument().equals(first));
  }

  /** The sentence about a channel that can never be. */
  private Optional<String> missingInstrument(ChannelId channel) {
    return derived.containsKey(channel)
            || declared.contains(channel.instrument())
            || (channel.equals(Pipeline.MODE) && !station.station().modes().isEmpty())
        ? Optional.empty()
        : Optional.of(
            "there is no instrument '"
                + channel.instrument()
                + "'; "
                + Binder.nearest(channel.instrument(), List.copyOf(declared)));
  }

  /** A channel as far as units go; the words of states are known by the instrument alone. */
  private Optional<Channel> channel(ChannelId id) {
    if (id.equals(Pipeline.MODE)) {
      return Optional.of(Pipeline.modeChannel(station.station().modes()));
    }
    return unit(id)
        .filter(unit -> !unit.equals(Unit.STATE))
        .map(unit -> Channel.number(id, unit, id.text(), Duration.ZERO));
  }

  /** Ids that clash, cycles, and units that do not fit. */
  void checkDerived() {
    Derivations.cycle(station.derived())
        .ifPresent(
            cycle -> binder.problem("derived." + cycle.getFirst(), Derivations.cycleText(cycle)));
    for (var derivation : station.derived()) {
      var path = "derived." + derivation.id();
      if (instrument(derivation.id()).flatMap(entry -> unit(entry, derivation.id())).isPresent()) {
        binder.problem(
            path, "the instrument has a channel " + derivation.id() + "; choose another name");
      }
      derivation.unit().filter(unit -> !cyclic).ifPresent(unit -> fits(derivation, unit, path));
    }
  }

  private void fits(Derivation derivation, Unit unit, String path) {
    BoundExpression bound;
    try {
      bound = bound(derivation);
    } catch (ExpressionProblem e) {
      // told in its place by checkConditions
      return;
    }
    try {
      var converted = bound.in(unit);
    } catch (ExpressionProblem e) {
      binder.problem(path + ".unit", String.valueOf(e.getMessage()));
    }
  }

  /** Units, instruments and rules in all conditions and expressions of the file. */
  void checkConditions() {
    var rules = station.rules().stream().map(RuleKeys::name).toList();
    binder
        .conditions()
        .check(
            cyclic ? id -> Optional.empty() : this::channel,
            phrase -> {
              var sentences = new ArrayList<String>();
              phrase.channels().forEach(id -> missingInstrument(id).ifPresent(sentences::add));
              phrase.alarms().stream()
                  .filter(rule -> !rules.contains(rule))
                  .map(rule -> "there is no rule '" + rule + "'; " + Binder.nearest(rule, rules))
                  .forEach(sentences::add);
              return sentences;
            });
  }
}
