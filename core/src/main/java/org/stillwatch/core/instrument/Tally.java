package org.stillwatch.core.instrument;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts messages that cannot be read. Each kind of fault is told with its first message, and then
 * at most every ten minutes with how many there were: a device that sends ten thousand makes a few
 * lines in the journal, and none is passed over.
 */
public final class Tally {

  private static final Duration TOLD_EVERY = Duration.ofMinutes(10);

  /** A message that cannot be read is trouble for so long. */
  private static final Duration TROUBLE = Duration.ofMinutes(1);

  private static final int KINDS = 20;

  private static final class Fault {
    private long untold;
    private Instant toldAt = Instant.MIN;
    private long line;
    private String why = "";
  }

  private final String source;
  private final Map<String, Fault> faults = new LinkedHashMap<>();
  private long messages;
  private long bad;
  private Instant badAt = Instant.MIN;
  private String badWhy = "";

  /**
   * @param source stands where a log has its file: a topic or a path
   */
  public Tally(String source) {
    this.source = source;
  }

  /** A message that was read. */
  public void readable() {
    messages++;
  }

  /** A message that cannot be read. */
  public void unreadable(Unreadable message, Instant now) {
    messages++;
    bad++;
    badAt = now;
    badWhy = message.why();
    note(message, now);
  }

  /** Something wrong that is no message. */
  public void note(Unreadable what, Instant now) {
    var kind = faults.containsKey(what.kind()) || faults.size() < KINDS ? what.kind() : "";
    var fault = faults.computeIfAbsent(kind, each -> new Fault());
    if (fault.untold == 0) {
      fault.line = messages;
      fault.why = what.why();
    }
    fault.untold++;
  }

  /** How many messages came since the start. */
  public long messages() {
    return messages;
  }

  /** What is to be told now. */
  public List<RowProblem> takeProblems(Instant now) {
    var told = new ArrayList<RowProblem>();
    for (var fault : faults.values()) {
      if (fault.untold > 0
          && (fault.toldAt.equals(Instant.MIN) || !now.isBefore(fault.toldAt.plus(TOLD_EVERY)))) {
        told.add(new RowProblem(source, fault.line, fault.untold, fault.why));
        fault.untold = 0;
        fault.toldAt = now;
      }
    }
    return told;
  }

  /** What was wrong with the newest message that could not be read, when that was just now. */
  public Optional<String> trouble(Instant now) {
    return badAt.equals(Instant.MIN) || now.isAfter(badAt.plus(TROUBLE))
        ? Optional.empty()
        : Optional.of(
            (bad == 1 ? "a message" : bad + " messages so far")
                + " could not be read, the last: "
                + badWhy);
  }
}
