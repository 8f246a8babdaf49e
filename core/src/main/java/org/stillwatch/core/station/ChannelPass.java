package org.stillwatch.core.station;

import java.time.Instant;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.stillwatch.core.alarm.Standstill;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;
import org.stillwatch.core.store.ReadingStore;
import org.stillwatch.core.store.ReadingStore.Block;

/**
 * Steps rules that depend on one channel alone through its history. Such a rule changes only when a
 * value crosses its limit: all that lies within what would change nothing ({@link Standstill}) is
 * left out, whole blocks of the store without reading them. What the rules do is as if every
 * reading had come.
 */
final class ChannelPass {

  private final ReadingStore store;
  private final Channel channel;
  private final List<Trial> trials;
  private final Instant from;
  private final Instant to;
  private Standstill standstill = Standstill.NONE;
  private long looked;

  /**
   * @param trials rules with limits on this channel and nothing else
   */
  ChannelPass(ReadingStore store, Channel channel, List<Trial> trials, Instant from, Instant to) {
    this.store = store;
    this.channel = channel;
    this.trials = trials;
    this.from = from;
    this.to = to;
  }

  /** How many readings there are between the two instants. */
  long run(DoubleConsumer progress) {
    trials.forEach(trial -> trial.watch().declare(List.of(channel)));
    judge();
    // what came before sets the rules silently to where they were
    var blocks = store.blocks(channel.id(), Instant.MIN, to);
    for (int i = 0; i < blocks.size(); i++) {
      var block = blocks.get(i);
      if (isWhole(block) && changesNothing(block)) {
        looked += block.end().isAfter(from) ? block.measured() + block.missing() : 0;
      } else {
        var end = block.end().isAfter(to) ? to : block.end();
        store.read(channel.id(), block.start(), end, this::look);
      }
      progress.accept((i + 1.0) / blocks.size());
    }
    return looked;
  }

  /** Whether all of it is before, or all of it within. */
  private boolean isWhole(Block block) {
    return !block.end().isAfter(from)
        || (!block.start().isBefore(from) && !block.end().isAfter(to));
  }

  private boolean changesNothing(Block block) {
    return !standstill.isEmpty()
        && (block.measured() == 0 || standstill.holds(block.min(), block.max()));
  }

  private void look(Reading reading) {
    var time = reading.time();
    boolean before = time.isBefore(from);
    if (!before) {
      looked++;
    }
    if (changesNothing(reading)) {
      return;
    }
    var rows = List.of(new Scan(channel.id().instrument(), time, List.of(reading)));
    for (var trial : trials) {
      var effects = trial.watch().accept(rows, time, before);
    }
    judge();
  }

  private boolean changesNothing(Reading reading) {
    return !standstill.isEmpty()
        && switch (reading) {
          case Reading.Measured measured -> standstill.holds(measured.value(), measured.value());
          case Reading.Missing missing -> true;
        };
  }

  private void judge() {
    standstill = Standstill.ANY;
    for (var trial : trials) {
      standstill = standstill.and(trial.watch().standstill(channel.id()));
    }
  }
}
