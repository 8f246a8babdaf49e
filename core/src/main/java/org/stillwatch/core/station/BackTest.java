package org.stillwatch.core.station;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.reading.ChannelId;

/** Runs draft rules over stored history: what would they have told? */
@FunctionalInterface
public interface BackTest {

  /**
   * @param rules the text of a file with {@code rules:}, as in a station file
   * @throws IllegalArgumentException with every problem of the text, one a line
   */
  Report run(String rules, Instant from, Instant to);

  /**
   * What came of it.
   *
   * @param readings looked at
   */
  record Report(Instant from, Instant to, long readings, Duration took, List<RuleReport> rules) {
    public Report {
      rules = List.copyOf(rules);
    }
  }

  /**
   * What one rule would have done.
   *
   * @param inAlarm how long it would have been in alarm, of the whole time
   * @param flapsPerDay firings a day
   * @param overlaps alarms of the station's own rules at the same time
   * @param deadBand what the noise of its channel asks for; empty for a rule without limits on one
   *     channel, or without enough readings
   * @param broken why it could not be judged
   */
  record RuleReport(
      String name,
      Optional<ChannelId> channel,
      List<Firing> firings,
      Duration inAlarm,
      double flapsPerDay,
      List<Overlap> overlaps,
      Optional<DeadBand> deadBand,
      Optional<String> broken) {
    public RuleReport {
      firings = List.copyOf(firings);
      overlaps = List.copyOf(overlaps);
    }
  }

  /**
   * One time that it would have fired.
   *
   * @param cleared empty when it was still in alarm at the end
   * @param value that raised it, in the unit of its channel
   */
  record Firing(
      Instant raised,
      Optional<Instant> cleared,
      Severity severity,
      String title,
      OptionalDouble value) {}

  /**
   * A rule of the station that was in alarm at the same time.
   *
   * @param firings of the draft rule that it overlaps
   * @param together how long both were in alarm
   */
  record Overlap(String rule, int firings, Duration together) {}

  /**
   * The distance between the limits of a rule.
   *
   * @param now between its limits; zero when it has one limit
   * @param noise standard deviation of the channel from one reading to the next, without its drift
   * @param suggested the least distance at which noise alone does not make it flap
   */
  record DeadBand(double now, double noise, double suggested, String unit) {}
}
