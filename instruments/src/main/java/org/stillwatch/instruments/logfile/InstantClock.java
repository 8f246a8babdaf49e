package org.stillwatch.instruments.logfile;

import java.time.Instant;
import java.util.Optional;

/**
 * Numbers the rows of one file that share an instant, for logs whose rows tell UTC: the first row
 * of an instant has ordinal 0.
 */
public final class InstantClock {

  /**
   * @param last the instant of the last row
   * @param ordinal of the last row
   */
  public record Memory(Optional<Instant> last, int ordinal) implements RowMemory {

    public static final Memory START = new Memory(Optional.empty(), 0);

    @Override
    public String encode() {
      return last.map(Instant::toString).orElse("-") + " " + ordinal;
    }

    /** Reads what {@link #encode} wrote; an empty text is the start. */
    public static Memory decode(String text) {
      if (text.isEmpty()) {
        return START;
      }
      var parts = text.split(" ", 2);
      return new Memory(
          parts[0].equals("-") ? Optional.empty() : Optional.of(Instant.parse(parts[0])),
          Integer.parseInt(parts[1]));
    }
  }

  private Memory memory;

  public InstantClock(Memory memory) {
    this.memory = memory;
  }

  public Memory memory() {
    return memory;
  }

  /** The stamp of the next row of the file. */
  public LocalClock.Stamp stamp(Instant time) {
    boolean same = memory.last().isPresent() && memory.last().get().equals(time);
    int ordinal = same ? memory.ordinal() + 1 : 0;
    memory = new Memory(Optional.of(time), ordinal);
    return new LocalClock.Stamp(time, ordinal);
  }
}
