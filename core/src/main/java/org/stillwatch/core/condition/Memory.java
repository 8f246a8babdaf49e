package org.stillwatch.core.condition;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one part of a condition remembers from step to step. */
sealed interface Memory {

  /** One word without blanks. */
  String encode();

  /** Whether a latch or band is on. */
  record On(boolean on) implements Memory {
    static final On YES = new On(true);
    static final On NO = new On(false);

    static On of(boolean on) {
      return on ? YES : NO;
    }

    @Override
    public String encode() {
      return on ? "on" : "off";
    }
  }

  /**
   * Since when a condition is true without a break.
   *
   * @param surely since when it is known to be true
   * @param perhaps since when it is not known to be false; not after {@code surely}
   */
  record Since(@Nullable Instant surely, @Nullable Instant perhaps) implements Memory {
    static final Since NEVER = new Since(null, null);

    @Override
    public String encode() {
      return "since:" + text(surely) + "," + text(perhaps);
    }

    /** The times that are known. */
    Stream<Instant> times() {
      return Stream.concat(Stream.ofNullable(surely), Stream.ofNullable(perhaps));
    }

    private static String text(@Nullable Instant time) {
      return time == null ? "-" : time.toString();
    }
  }

  /**
   * The truths of the newest readings.
   *
   * @param stamp tells the newest readings of the condition's channels from others
   * @param marks oldest first: T, F or U
   */
  record Marks(long stamp, String marks) implements Memory {
    static final Marks NONE = new Marks(0, "");

    @Override
    public String encode() {
      return "marks:" + Long.toHexString(stamp) + "," + marks;
    }
  }

  Pattern SINCE = Pattern.compile("since:([^,]+),([^,]+)");
  Pattern MARKS = Pattern.compile("marks:([0-9a-f]{1,16}),([TFU]{0,1000})");

  /** Empty when the word is none of {@link #encode}. */
  static Optional<Memory> decode(String word) {
    if (word.equals("on") || word.equals("off")) {
      return Optional.of(On.of(word.equals("on")));
    }
    var marks = MARKS.matcher(word);
    if (marks.matches()) {
      return Optional.of(new Marks(Long.parseUnsignedLong(marks.group(1), 16), marks.group(2)));
    }
    var since = SINCE.matcher(word);
    try {
      return since.matches()
          ? Optional.of(new Since(time(since.group(1)), time(since.group(2))))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Instant time(String text) {
    return text.equals("-") ? null : Instant.parse(text);
  }
}
