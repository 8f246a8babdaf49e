package org.stillwatch.stores.influx;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a server refused for good, since the first of it: told as one thing, however many there are.
 *
 * @param count readings since the first
 * @param told when the journal was told last; empty: never
 * @param untold how many came since
 * @param example the first of them, and why
 */
record Refusals(
    Instant first, Instant last, long count, Optional<Instant> told, long untold, String example) {

  /** What was refused is shown for so long after the last. */
  private static final Duration SHOWN = Duration.ofHours(1);

  /** The journal is told no more often than this. */
  private static final Duration JOURNAL = Duration.ofMinutes(1);

  /** These as well. */
  static Optional<Refusals> after(
      Optional<Refusals> before, List<BatchWriter.Refused> more, Instant now) {
    var still = before.filter(r -> r.last.plus(SHOWN).isAfter(now));
    if (more.isEmpty()) {
      return still;
    }
    return Optional.of(
        still
            .map(
                r ->
                    new Refusals(
                        r.first,
                        now,
                        r.count + more.size(),
                        r.told,
                        r.untold + more.size(),
                        r.example))
            .orElseGet(
                () ->
                    new Refusals(
                        now,
                        now,
                        more.size(),
                        Optional.empty(),
                        more.size(),
                        example(more.getFirst()))));
  }

  private static String example(BatchWriter.Refused refused) {
    var reading = refused.point().reading();
    return reading.channel() + " at " + reading.time() + ": " + refused.reason();
  }

  boolean isDue(Instant now) {
    return untold > 0 && told.filter(at -> at.plus(JOURNAL).isAfter(now)).isEmpty();
  }

  Refusals asTold(Instant now) {
    return new Refusals(first, last, count, Optional.of(now), 0, example);
  }

  /** One clause. */
  String words() {
    return "refused "
        + count
        + (count == 1 ? " reading" : " readings")
        + " for good since "
        + first.truncatedTo(ChronoUnit.SECONDS)
        + ", the first "
        + example
        + "; what was refused stays in the store of the station";
  }
}
