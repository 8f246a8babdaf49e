package org.stillwatch.core.instrument;

import java.util.Locale;

/**
 * How an instrument is.
 *
 * @param reason for a person, one clause; may be empty when all is well
 */
public record Health(State state, String reason) {

  /** The states, from good to bad. */
  public enum State {
    /** Not yet had its first turn. */
    STARTING,
    OK,
    /** Works, but something needs a look: rows that cannot be read, clocks that disagree. */
    TROUBLE,
    /** No data can be had: folder missing, no answer. */
    UNREACHABLE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Health ok(String reason) {
    return new Health(State.OK, reason);
  }

  public static Health trouble(String reason) {
    return new Health(State.TROUBLE, reason);
  }

  public static Health unreachable(String reason) {
    return new Health(State.UNREACHABLE, reason);
  }
}
