package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.core.store.ReadingStore;

/**
 * Runs draft rules over stored history, beside the station's own rules, with the engine that a
 * station runs live.
 *
 * <p>Rules with limits on one channel go through its history alone ({@link ChannelPass}); those
 * that depend on several channels, on other rules or on the clock go through the merged history of
 * their channels ({@link Replay}). Several channels are looked at at the same time.
 */
public final class StoredBackTest implements BackTest {

  private final RuleBook book;
  private final ReadingStore store;
  private final DraftRules.Reader reader;
  private final InstantSource clock;
  private final DoubleConsumer progress;

  /**
   * @param book of the station
   * @param clock history ends at its time at the latest
   * @param progress is told how much is done, from 0 to 1; by one thread at a time
   */
  public StoredBackTest(
      RuleBook book,
      ReadingStore store,
      DraftRules.Reader reader,
      InstantSource clock,
      DoubleConsumer progress) {
    this.book = book;
    this.store = store;
    this.reader = reader;
    this.clock = clock;
    this.progress = progress;
  }

  @Override
  public Report run(String rules, Instant from, Instant to) {
    return run(reader.read(rules), from, to);
  }

  /** As {@link #run(String, Instant, Instant)}, with rules that have been read already. */
  public Report run(DraftRules drafts, Instant from, Instant to) {
    var now = clock.instant();
    var end = to.isAfter(now) ? now : to;
    if (!from.isBefore(end)) {
      throw new IllegalArgumentException(
          "the time from "
              + from
              + " to "
              + to
              + (to.isAfter(now) ? " has not come yet" : " is empty")
              + "; expected a stretch of the past");
    }
    return new Course(drafts, from, end).run();
  }

  /** One run. */
  private final class Course {
    private final long started = System.nanoTime();
    private final DraftRules drafts;
    private final Instant from;
    private final Instant to;
    private final RuleBook drafted;
    private final Map<ChannelId, Channel> channels = new LinkedHashMap<>();
    private final Map<ChannelId, List<Trial>> single = new LinkedHashMap<>();
    private final Map<String, String> broken = new HashMap<>();
    private double done;

    Course(DraftRules drafts, Instant from, Instant to) {
      this.drafts = drafts;
      this.from = from;
      this.to = to;
      drafted = book.withRules(drafts.rules(), drafts.derivations());
      store.channels().forEach(channel -> channels.put(channel.id(), channel));
    }

    Report run() {
      var draftTrials = trials(drafted, drafts.rules());
      var ownTrials = trials(book.withRules(book.rules(), List.of()), book.rules());
      var works = new ArrayList<Work>();
      Stream.concat(draftTrials.stream(), ownTrials.stream())
          .filter(trial -> !isOfOneChannel(trial.rules().getFirst(), trial.book()))
          .forEach(trial -> works.add(progress -> merged(trial, progress)));
      single.forEach(
          (id, trials) ->
              Optional.ofNullable(channels.get(id))
                  .ifPresent(
                      channel ->
                          works.add(new ChannelPass(store, channel, trials, from, to)::run)));
      long readings =
          together(works, work -> work.run(share(works.size()))).stream().mapToLong(n -> n).sum();
      var tried = histories(draftTrials);
      var own = histories(ownTrials);
      for (var trial : draftTrials) {
        trial
            .watch()
            .rules()
            .forEach(
                view ->
                    view.broken().ifPresent(why -> broken.putIfAbsent(view.rule().name(), why)));
      }
      var reports =
          together(
              drafts.rules(),
              rule ->
                  report(rule, tried.getOrDefault(rule.name(), new RuleHistory(from, to)), own));
      return new Report(from, to, readings, Duration.ofNanos(System.nanoTime() - started), reports);
    }

    /** One trial for the rules of each single channel, one for all others together. */
    private List<Trial> trials(RuleBook all, List<Rule> rules) {
      var trials = new ArrayList<Trial>();
      rules.stream()
          .filter(rule -> isOfOneChannel(rule, all))
          .collect(Collectors.groupingBy(Rule::channel, LinkedHashMap::new, Collectors.toList()))
          .forEach(
              (channel, its) -> {
                var trial = new Trial(all.withRules(its, List.of()), from, to);
                single.computeIfAbsent(channel, id -> new ArrayList<>()).add(trial);
                trials.add(trial);
              });
      var others = rules.stream().filter(rule -> !isOfOneChannel(rule, all)).toList();
      if (!others.isEmpty()) {
        trials.add(new Trial(all.withRules(withNamed(others, rules), List.of()), from, to));
      }
      return trials;
    }

    /** With the rules whose alarms they ask about, and so on: drafts first, else the station's. */
    private List<Rule> withNamed(List<Rule> asking, List<Rule> among) {
      var all = new LinkedHashSet<>(asking);
      var open = new ArrayList<>(asking);
      while (!open.isEmpty()) {
        var rule = open.removeLast();
        Stream.of(rule.when(), rule.during())
            .flatMap(Optional::stream)
            .flatMap(condition -> condition.alarms().stream())
            .flatMap(name -> named(name, among).stream())
            .filter(all::add)
            .forEach(open::add);
      }
      return List.copyOf(all);
    }

    private Optional<Rule> named(String name, List<Rule> among) {
      return among.stream()
          .filter(rule -> rule.name().equals(name))
          .findFirst()
          .or(() -> book.rule(name));
    }

    private boolean isOfOneChannel(Rule rule, RuleBook all) {
      return rule.when().isEmpty() && rule.during().isEmpty() && !all.isDerived(rule.channel());
    }

    private long merged(Trial trial, DoubleConsumer progress) {
      var wanted =
          inputs(trial.rules(), trial.book()).stream()
              .flatMap(id -> Optional.ofNullable(channels.get(id)).stream())
              .toList();
      double length = Duration.between(from, to).toSeconds() + 1;
      var replay = new Replay(trial.book(), trial.watch(), from, to, notice -> {});
      var watching = new boolean[1];
      var summary =
          replay.run(
              store,
              wanted,
              time -> {
                if (!watching[0] && !time.isBefore(from)) {
                  watching[0] = true;
                  var effects = trial.watch().tick(from);
                }
                progress.accept(Duration.between(from, time).toSeconds() / length);
              });
      // live, the clock goes on when no rows come
      var effects = trial.watch().tick(to);
      return summary.readings();
    }

    /** The stored channels that rules depend on, if only through derived ones. */
    private Set<ChannelId> inputs(Collection<Rule> rules, RuleBook all) {
      var inputs = new LinkedHashSet<ChannelId>();
      rules.forEach(rule -> rule.channels().forEach(id -> addInputs(id, all, inputs)));
      return inputs;
    }

    private void addInputs(ChannelId id, RuleBook all, Set<ChannelId> inputs) {
      var derivation = all.derivations().stream().filter(d -> d.id().equals(id)).findFirst();
      if (derivation.isEmpty()) {
        inputs.add(id);
      } else {
        derivation.get().expression().channels().forEach(input -> addInputs(input, all, inputs));
      }
    }

    private Map<String, RuleHistory> histories(List<Trial> trials) {
      var all = new LinkedHashMap<String, RuleHistory>();
      trials.forEach(trial -> trial.close().forEach(all::putIfAbsent));
      return all;
    }

    private RuleReport report(Rule rule, RuleHistory history, Map<String, RuleHistory> own) {
      var why =
          Optional.ofNullable(broken.get(rule.name()))
              .or(() -> withoutHistory(inputs(List.of(rule), drafted)));
      double days = Duration.between(from, to).toMillis() / 86_400_000.0;
      return new RuleReport(
          rule.name(),
          Optional.of(rule.channel()),
          history.firings(),
          history.inAlarm(),
          history.firings().size() / days,
          own.entrySet().stream()
              .flatMap(other -> history.overlap(other.getKey(), other.getValue()).stream())
              .toList(),
          why.isPresent() || rule.when().isPresent()
              ? Optional.empty()
              : Optional.ofNullable(channels.get(rule.channel()))
                  .flatMap(
                      channel ->
                          ChannelNoise.deadBand(
                              store, channel, rule.limits(channel.unit()), from, to)),
          why);
    }

    /** Why there is nothing to judge by: a channel that never was, or no reading in this time. */
    private Optional<String> withoutHistory(Set<ChannelId> ids) {
      for (var id : ids) {
        if (!channels.containsKey(id)) {
          return Optional.of(
              "there is no channel "
                  + id
                  + " in the stored history; "
                  + NearMiss.of(
                      id.text(), channels.keySet().stream().map(ChannelId::text).toList()));
        }
      }
      return ids.stream().anyMatch(this::hasReadings)
          ? Optional.empty()
          : ids.stream().findFirst().map(this::outside);
    }

    private boolean hasReadings(ChannelId id) {
      var found = new boolean[1];
      for (var block : store.blocks(id, from, to)) {
        if (!block.start().isBefore(from) && !block.end().isAfter(to)) {
          return true;
        }
        store.read(
            id,
            block.start().isBefore(from) ? from : block.start(),
            block.end().isAfter(to) ? to : block.end(),
            reading -> found[0] = true);
        if (found[0]) {
          return true;
        }
      }
      return false;
    }

    private String outside(ChannelId id) {
      var blocks = store.blocks(id, Instant.MIN, Instant.MAX);
      return id
          + " has no reading from "
          + from
          + " to "
          + to
          + (blocks.isEmpty()
              ? "; none of it is stored at all"
              : "; its history goes from "
                  + edge(id, blocks.getFirst(), true)
                  + " to "
                  + edge(id, blocks.getLast(), false));
    }

    private Instant edge(ChannelId id, ReadingStore.Block block, boolean first) {
      var times = new ArrayList<Instant>();
      store.read(id, block.start(), block.end(), reading -> times.add(reading.time()));
      return first ? times.getFirst() : times.getLast();
    }

    /** Does something with each item, several at a time, and gathers the results in order. */
    private <T, R> List<R> together(List<T> items, Function<T, R> each) {
      try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
        var results = new ArrayList<Future<R>>();
        items.forEach(item -> results.add(threads.submit(() -> each.apply(item))));
        var gathered = new ArrayList<R>();
        try {
          for (var result : results) {
            gathered.add(result.get());
          }
        } catch (ExecutionException e) {
          threads.shutdownNow();
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
          threads.shutdownNow();
          Thread.currentThread().interrupt();
          throw new IllegalStateException("the back-test was interrupted", e);
        }
        return List.copyOf(gathered);
      }
    }

    /** Adds what one work has done to what all have. */
    private DoubleConsumer share(int works) {
      var before = new double[1];
      return now -> {
        if (now - before[0] >= 0.01 || now >= 1) {
          synchronized (this) {
            done += (now - before[0]) / works;
            before[0] = now;
            progress.accept(Math.min(1, done));
          }
        }
      };
    }
  }

  /** A part that needs no other. */
  @FunctionalInterface
  private interface Work {
    /** How many readings were looked at. */
    long run(DoubleConsumer progress);
  }
}
