package org.stillwatch.core.store;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which rows of the journal.
 *
 * @param after rows with a greater number
 * @param from inclusive
 * @param to exclusive, but for {@link Instant#MAX}, which has no end
 * @param kind exactly this one
 * @param subject in which {@code *} stands for anything
 */
public record JournalQuery(
    long after, Instant from, Instant to, Optional<String> kind, Optional<String> subject) {

  /** The whole journal. */
  public static final JournalQuery ALL =
      new JournalQuery(
          Long.MIN_VALUE, Instant.MIN, Instant.MAX, Optional.empty(), Optional.empty());

  public JournalQuery after(long number) {
    return new JournalQuery(number, from, to, kind, subject);
  }

  /** Tells of a row whether it is asked for. */
  public Selection selection() {
    return new Selection(
        this,
        subject.map(
            text ->
                Pattern.compile(
                    Pattern.quote(text).replace("*", "\\E.*\\Q"),
                    Pattern.DOTALL | Pattern.CASE_INSENSITIVE)));
  }

  /** A query made ready for many rows. */
  public record Selection(JournalQuery query, Optional<Pattern> subject) {

    public boolean has(JournalRow row) {
      var entry = row.entry();
      return row.number() > query.after
          && !entry.time().isBefore(query.from)
          && (query.to.equals(Instant.MAX) || entry.time().isBefore(query.to))
          && query.kind.filter(kind -> !kind.equals(entry.kind())).isEmpty()
          && subject.filter(pattern -> !pattern.matcher(entry.subject()).matches()).isEmpty();
    }
  }
}
