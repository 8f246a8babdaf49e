package org.stillwatch.core.procedure;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.condition.Condition;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quantity;

/** A step made ready for one run; choices are jumps. */
sealed interface Instruction {

  /** As people read it: {@code wait fridge/still/temperature <= 4 K}. Finds the step again. */
  String text();

  /**
   * @param shown with what is known when it is told still as places
   * @param words as the file has them; filled in when they are told
   */
  record Tell(String shown, String words, Severity severity) implements Instruction {
    @Override
    public String text() {
      return "tell \"" + shown + "\"";
    }
  }

  record Snapshot(String label, String set) implements Instruction {
    @Override
    public String text() {
      return "snapshot \"" + label + "\"";
    }
  }

  record Put(ChannelId channel, String value) implements Instruction {
    @Override
    public String text() {
      return "set " + channel + " to " + value;
    }
  }

  record Start(String procedure, Map<String, String> with) implements Instruction {
    public Start {
      with = Map.copyOf(with);
    }

    @Override
    public String text() {
      return "start " + procedure;
    }
  }

  /** Goes on with the next instruction when true, else with {@code otherwise}. */
  record Branch(Condition when, int otherwise) implements Instruction {
    @Override
    public String text() {
      return "if " + when.text();
    }
  }

  record Jump(int to) implements Instruction {
    @Override
    public String text() {
      return "go on";
    }
  }

  /**
   * @param lost words for a channel without a value, as the file has them; empty: the usual ones
   */
  record Wait(
      Ending ending,
      Optional<Duration> within,
      Step.Late late,
      Optional<String> lost,
      Optional<Stall> stall,
      List<Watcher> meanwhile)
      implements Instruction {
    public Wait {
      meanwhile = List.copyOf(meanwhile);
    }

    @Override
    public String text() {
      return "wait " + ending.text();
    }
  }

  /** What ends a wait. */
  sealed interface Ending {
    String text();

    record Met(Condition condition) implements Ending {
      @Override
      public String text() {
        return condition.text();
      }
    }

    record After(Duration length, String written) implements Ending {
      @Override
      public String text() {
        return written;
      }
    }

    /** The next time that a clock in the zone of the station shows this. */
    record At(LocalTime time) implements Ending {
      @Override
      public String text() {
        return "until " + time;
      }
    }

    record Never() implements Ending {
      @Override
      public String text() {
        return "for ever";
      }
    }
  }

  /** See {@link Step.Stall}. */
  record Stall(ChannelId channel, Quantity by, Duration in) {}

  /** See {@link Step.Watcher}; {@code then} holds what is told and snapshots alone. */
  record Watcher(Optional<Condition> when, Optional<Duration> every, List<Instruction> then) {
    public Watcher {
      then = List.copyOf(then);
    }
  }
}
