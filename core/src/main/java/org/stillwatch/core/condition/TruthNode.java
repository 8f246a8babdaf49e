package org.stillwatch.core.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.condition.Condition.Relation;
import org.stillwatch.core.condition.Value.Known;
import org.stillwatch.core.condition.Value.Unknown;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;

/** A condition ready to be judged. Every part is stepped at every step, since it may remember. */
sealed interface TruthNode {

  Truth step(Step step);

  /** A number against a limit in its unit. */
  record Limit(NumberNode number, Relation relation, double limit) implements TruthNode {
    @Override
    public Truth step(Step step) {
      return switch (number.value(step.facts)) {
        case Known known -> Truth.of(relation.holds(known.value(), limit));
        case Unknown unknown -> step.unknown(unknown.reason());
      };
    }
  }

  record Compare(NumberNode left, Relation relation, NumberNode right) implements TruthNode {
    @Override
    public Truth step(Step step) {
      var first = left.value(step.facts);
      var second = right.value(step.facts);
      if (first instanceof Known a && second instanceof Known b) {
        return Truth.of(relation.holds(a.value(), b.value()));
      }
      if (first instanceof Unknown unknown) {
        var truth = step.unknown(unknown.reason());
      }
      if (second instanceof Unknown unknown) {
        var truth = step.unknown(unknown.reason());
      }
      return Truth.UNKNOWN;
    }
  }

  /** High above the one limit, low below the other, between them as it was; at first not on. */
  record Latch(NumberNode number, ThresholdPair pair, Side on, int slot) implements TruthNode {
    @Override
    public Truth step(Step step) {
      boolean was = ((Memory.On) step.memory(slot)).on();
      return switch (number.value(step.facts)) {
        case Unknown unknown -> step.unknown(unknown.reason());
        case Known known -> {
          boolean is = pair.step(was ? on : on.opposite(), known.value()) == on;
          step.remember(slot, Memory.On.of(is));
          yield Truth.of(is);
        }
      };
    }
  }

  /** Remembers whether it is outside. */
  record Band(NumberNode number, boolean inside, double low, double high, double margin, int slot)
      implements TruthNode {
    @Override
    public Truth step(Step step) {
      boolean was = ((Memory.On) step.memory(slot)).on();
      return switch (number.value(step.facts)) {
        case Unknown unknown -> step.unknown(unknown.reason());
        case Known known -> {
          double value = known.value();
          boolean beyond = value < low || value > high;
          boolean within = value >= low + margin && value <= high - margin;
          boolean outside = beyond || (was && !within);
          step.remember(slot, Memory.On.of(outside));
          yield Truth.of(outside != inside);
        }
      };
    }
  }

  record StateIs(ChannelId channel, double index) implements TruthNode {
    @Override
    public Truth step(Step step) {
      return switch (NumberNode.latest(step.facts, channel)) {
        case Known known -> Truth.of(known.value() == index);
        case Unknown unknown -> step.unknown(unknown.reason());
      };
    }
  }

  /** What cannot be judged before its channel is declared. */
  record Undeclared(ChannelId channel) implements TruthNode {
    @Override
    public Truth step(Step step) {
      return step.unknown(channel + " has never been seen");
    }
  }

  record Stale(ChannelId channel) implements TruthNode {
    @Override
    public Truth step(Step step) {
      return step.facts.latest(channel).isEmpty()
          ? step.unknown(channel + " has never been seen")
          : Truth.of(step.facts.stale(channel));
    }
  }

  record Missing(ChannelId channel) implements TruthNode {
    @Override
    public Truth step(Step step) {
      var latest = step.facts.latest(channel);
      if (latest.isEmpty()) {
        return step.unknown(channel + " has never been seen");
      }
      return step.facts.stale(channel)
          ? step.unknown(channel + " is stale")
          : Truth.of(latest.get() instanceof Reading.Missing);
    }
  }

  /** Two different values answer it; the same value only over the whole time, without a gap. */
  record Unchanged(ChannelId channel, Duration length) implements TruthNode {
    @Override
    public Truth step(Step step) {
      if (NumberNode.latest(step.facts, channel) instanceof Unknown unknown) {
        return step.unknown(unknown.reason());
      }
      var start = step.now().minus(length);
      var readings = step.facts.window(channel, length);
      double first = Double.NaN;
      boolean gap = false;
      for (var reading : readings) {
        switch (reading) {
          case Reading.Missing missing -> gap = true;
          case Reading.Measured measured -> {
            if (!Double.isNaN(first) && measured.value() != first) {
              return Truth.FALSE;
            }
            first = measured.value();
          }
        }
      }
      if (gap) {
        return step.unknown(channel + " was missing within " + Wording.text(length));
      }
      boolean covered = readings.size() > 1 && !readings.getFirst().time().isAfter(start);
      return covered
          ? Truth.TRUE
          : step.unknown(channel + " has not been seen for " + Wording.text(length));
    }
  }

  /** True without a break for so long; what was unknown meanwhile leaves it unknown. */
  record Held(TruthNode condition, Duration length, int slot) implements TruthNode {
    @Override
    public Truth step(Step step) {
      var since = (Memory.Since) step.memory(slot);
      int mark = step.mark();
      var inner = condition.step(step);
      var now = step.now();
      var next =
          switch (inner) {
            case FALSE -> Memory.Since.NEVER;
            case UNKNOWN -> new Memory.Since(null, kept(since.perhaps(), now));
            case TRUE -> new Memory.Since(kept(since.surely(), now), kept(since.perhaps(), now));
          };
      step.remember(slot, next);
      if (isLong(next.surely(), now)) {
        return Truth.TRUE;
      }
      if (!isLong(next.perhaps(), now)) {
        return step.settle(Truth.FALSE, mark);
      }
      return inner == Truth.UNKNOWN
          ? Truth.UNKNOWN
          : step.unknown("it was unknown within the last " + Wording.text(length));
    }

    /** The earlier time; a clock that was set back starts again. */
    private static Instant kept(@Nullable Instant since, Instant now) {
      return since == null || since.isAfter(now) ? now : since;
    }

    private boolean isLong(@Nullable Instant since, Instant now) {
      return since != null && Duration.between(since, now).compareTo(length) >= 0;
    }
  }

  /** True for so many of the newest readings; a step without a new reading is not counted. */
  record Counted(int least, int of, TruthNode condition, List<ChannelId> channels, int slot)
      implements TruthNode {
    @Override
    public Truth step(Step step) {
      var marks = (Memory.Marks) step.memory(slot);
      int mark = step.mark();
      var inner = condition.step(step);
      long stamp = stamp(step.facts);
      boolean news = stamp != marks.stamp();
      if (news) {
        marks = new Memory.Marks(stamp, added(marks.marks(), inner));
        step.remember(slot, marks);
      } else if (inner == Truth.UNKNOWN) {
        return Truth.UNKNOWN;
      }
      long yes = marks.marks().chars().filter(c -> c == 'T').count();
      long open = marks.marks().chars().filter(c -> c == 'U').count();
      if (yes >= least || yes + open < least) {
        return step.settle(Truth.of(yes >= least), mark);
      }
      return inner == Truth.UNKNOWN
          ? Truth.UNKNOWN
          : step.unknown(
              "unknown at " + open + " of the last " + marks.marks().length() + " readings");
    }

    private String added(String marks, Truth truth) {
      var all = marks + truth.name().charAt(0);
      return all.length() > of ? all.substring(all.length() - of) : all;
    }

    /** Another number when one of the channels has a newer reading; 0 while there is none. */
    private long stamp(Facts facts) {
      long stamp = 0;
      for (var channel : channels) {
        var latest = facts.latest(channel);
        stamp *= 0x100000001b3L;
        if (latest.isPresent()) {
          var time = latest.get().time();
          stamp += time.getEpochSecond() * 1_000_000_007L;
          stamp += time.getNano() + 31L * latest.get().ordinal() + 1;
        }
      }
      return stamp;
    }
  }

  record All(List<TruthNode> conditions) implements TruthNode {
    @Override
    public Truth step(Step step) {
      int mark = step.mark();
      var truth = Truth.TRUE;
      for (var condition : conditions) {
        truth = truth.and(condition.step(step));
      }
      return step.settle(truth, mark);
    }
  }

  record Any(List<TruthNode> conditions) implements TruthNode {
    @Override
    public Truth step(Step step) {
      int mark = step.mark();
      var truth = Truth.FALSE;
      for (var condition : conditions) {
        truth = truth.or(condition.step(step));
      }
      return step.settle(truth, mark);
    }
  }

  record Not(TruthNode condition) implements TruthNode {
    @Override
    public Truth step(Step step) {
      return condition.step(step).not();
    }
  }

  record AlarmOf(String rule) implements TruthNode {
    @Override
    public Truth step(Step step) {
      var truth = step.facts.alarm(rule);
      return truth == Truth.UNKNOWN
          ? step.unknown("the rule '" + rule + "' cannot be judged")
          : truth;
    }
  }
}
