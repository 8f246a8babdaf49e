package org.stillwatch.core.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the rows of a journal, in the order of their numbers, and says what is not as it was
 * written.
 *
 * <p>A row <em>fits</em> when its hash is what comes of it and the hash kept before it. One that
 * does not is held back until the next one tells more: when that fits on the hash of the one held
 * back, this hash is the one that was written, and the row itself was changed; when it fits on the
 * hash before the one held back, that one was put in; when it fits under another number, the rows
 * were renumbered. Rows in a line with the same fault are one fault.
 */
final class JournalCheck {

  /** Rows taken out or put in that a change of numbers is traced to. */
  private static final int MOST_SHIFT = 16;

  /** Rows in a line that are tried under other numbers; enough to find the change. */
  private static final int TRIED = 3;

  private final Optional<String> expected;
  private final List<JournalVerification.Fault> faults = new ArrayList<>();
  private long faultCount;
  private long rows;
  private boolean expectedFound;
  private @Nullable JournalRow last;

  /** The hash of the last row that fitted. */
  private String sound = JournalChain.BEGINNING;

  private final Stretch doubtful = new Stretch();
  private final Stretch renumbered = new Stretch();

  /** By how much the numbers of the rows are too high now. */
  private long shift;

  /** Rows in a line, of which only the ends are remembered. */
  private static final class Stretch {
    private @Nullable JournalRow begin;
    private @Nullable JournalRow end;
    private long count;

    void add(JournalRow row) {
      begin = begin == null ? row : begin;
      end = row;
      count++;
    }

    void clear() {
      begin = null;
      end = null;
      count = 0;
    }

    @Nullable JournalRow begin() {
      return begin;
    }

    /** Such as {@code row 7 (2026-06-26T12:00:00Z, 'started')}. */
    String words() {
      if (begin == null || end == null) {
        return "no row";
      }
      return one()
          ? JournalCheck.words(begin)
          : "rows %d (%s) to %d (%s)"
              .formatted(begin.number(), begin.entry().time(), end.number(), end.entry().time());
    }

    boolean one() {
      return count == 1;
    }
  }

  JournalCheck(Optional<String> expected) {
    this.expected = expected.map(hash -> hash.strip().toLowerCase(Locale.ROOT));
    expectedFound = this.expected.filter(JournalChain.BEGINNING::equals).isPresent();
  }

  void accept(JournalRow row) {
    var before = last;
    var stored = before == null ? JournalChain.BEGINNING : before.hash();
    long due = before == null ? 1 : before.number() + 1;
    if (fits(row, stored, 0)) {
      settleDoubt(true);
      settleNumbers(0);
    } else if (doubtful.count > 0 && fits(row, sound, 0)) {
      putIn();
      settleNumbers(0);
    } else if (row.number() > due && !fits(row, stored, row.number() - due)) {
      settleDoubt(false);
      settleNumbers(0);
      missing(before, row, due);
    } else {
      var found = shiftOf(row, stored, due);
      if (found.isPresent()) {
        settleNumbers(found.get());
        renumbered.add(row);
      } else {
        settleNumbers(0);
        doubtful.add(row);
      }
    }
    if (doubtful.count == 0) {
      sound = row.hash();
    }
    rows++;
    expectedFound |= expected.filter(row.hash()::equals).isPresent();
    last = row;
  }

  private static boolean fits(JournalRow row, String previous, long shift) {
    return JournalChain.isHash(previous)
        && JournalChain.hash(previous, row.number() - shift, row.entry()).equals(row.hash());
  }

  /** By how much the number of a row is too high, when the row fits under another. */
  private Optional<Long> shiftOf(JournalRow row, String stored, long due) {
    if (shift != 0 && fits(row, stored, shift)) {
      return Optional.of(shift);
    }
    if (row.number() != due && fits(row, stored, row.number() - due)) {
      settleDoubt(true);
      return Optional.of(row.number() - due);
    }
    if (doubtful.count > TRIED) {
      return Optional.empty();
    }
    for (long by = 1; by <= MOST_SHIFT; by++) {
      for (long signed : new long[] {by, -by}) {
        if (fits(row, stored, signed)) {
          settleDoubt(true);
          return Optional.of(signed);
        }
        if (doubtful.count > 0 && fits(row, sound, signed)) {
          putIn();
          return Optional.of(signed);
        }
      }
    }
    return Optional.empty();
  }

  private void settleDoubt(boolean nextFits) {
    if (doubtful.begin() == null) {
      return;
    }
    var words = doubtful.words();
    fault(
        doubtful.begin(),
        !doubtful.one()
            ? words
                + " are not as they were written: changed, swapped, put in, or others between"
                + " them taken out"
            : nextFits
                ? words
                    + " is not as it was written: it was changed, or rows before it were taken"
                    + " out and the others renumbered"
                : words + " was not written there: it was changed with its hash, put in or moved");
    doubtful.clear();
  }

  private void putIn() {
    var begin = doubtful.begin();
    if (begin != null) {
      fault(begin, doubtful.words() + (doubtful.one() ? " was" : " were") + " put in later");
      doubtful.clear();
    }
  }

  private void settleNumbers(long next) {
    var begin = renumbered.begin();
    if (next != shift && begin != null) {
      fault(
          begin,
          "%s %s renumbered: row %d was written as row %d"
              .formatted(
                  renumbered.words(),
                  renumbered.one() ? "was" : "were",
                  begin.number(),
                  begin.number() - shift));
      renumbered.clear();
    }
    shift = next;
  }

  private void missing(@Nullable JournalRow before, JournalRow row, long due) {
    long end = row.number() - 1;
    fault(
        row,
        "%s %s missing: %s row %d of %s%s"
            .formatted(
                due == end ? "row " + due : "rows " + due + " to " + end,
                due == end ? "is" : "are",
                before == null
                    ? "the journal begins with"
                    : "after row %d of %s comes".formatted(before.number(), before.entry().time()),
                row.number(),
                row.entry().time(),
                ", which was not written there"));
  }

  private void fault(JournalRow row, String text) {
    faultCount++;
    if (faults.size() < JournalVerification.MOST_FAULTS) {
      faults.add(new JournalVerification.Fault(row.number(), row.entry().time(), text));
    }
  }

  private static String words(JournalRow row) {
    return "row %d (%s, '%s')".formatted(row.number(), row.entry().time(), row.entry().kind());
  }

  /** After the last row. */
  JournalVerification result() {
    settleDoubt(false);
    settleNumbers(0);
    var end = last;
    var head = end == null ? JournalChain.BEGINNING : end.hash();
    if (expected.isPresent() && !expectedFound) {
      faultCount++;
      faults.add(
          new JournalVerification.Fault(
              end == null ? 0 : end.number(),
              end == null ? Instant.EPOCH : end.entry().time(),
              "the expected head %s is the hash of no row: rows were taken off the end, or the"
                      .formatted(expected.get())
                  + " journal was written anew; it "
                  + (end == null ? "is empty" : "ends with " + words(end))));
    }
    return new JournalVerification(rows, head, faultCount, faults);
  }
}
