package org.stillwatch.core.procedure;

import java.time.Duration;
import java.util.Map;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;

/** What a step of a run wants done. */
sealed interface Deed {

  /** Tell people, in the words of the procedure. */
  record Tell(String words, Severity severity) implements Deed {}

  record Snapshot(String label, String set) implements Deed {}

  record Put(ChannelId channel, String value) implements Deed {}

  record Start(String procedure, Map<String, String> with) implements Deed {}

  /**
   * A channel that is needed has no value.
   *
   * @param words of the procedure; empty: the usual ones
   * @param why names the channel
   */
  record Lost(String words, String why) implements Deed {}

  /** It has one again. */
  record Found() implements Deed {}

  /**
   * A channel stands still.
   *
   * @param value in the unit of the channel
   */
  record Stalled(ChannelId channel, double value, String by, Duration in) implements Deed {}

  /** It moves again. */
  record Moving() implements Deed {}

  /** A wait takes longer than it should. */
  record Late(Duration within, Step.Late then) implements Deed {}
}
