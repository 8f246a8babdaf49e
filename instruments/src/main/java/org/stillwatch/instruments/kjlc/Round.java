package org.stillwatch.instruments.kjlc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.polling.Seconds;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Quality;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Urgency;

/**
 * One poll of a gauge. It is over with the first answer that is missing or wrong: a gauge that does
 * not answer costs one deadline, and an answer that is out of step is never taken for another.
 */
final class Round {

  private final GaugeTalk talk;
  private final String instrument;
  private final Instant time;
  private final List<Reading> readings = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private long answers;
  private Optional<String> over = Optional.empty();
  private Optional<Health> health = Optional.empty();

  Round(GaugeTalk talk, String instrument, Instant time) {
    this.talk = talk;
    this.instrument = instrument;
    this.time = time;
  }

  /** Asks, unless the round is over. */
  GaugeReply ask(Question question) {
    if (over.isPresent()) {
      return new GaugeReply.Silent("not asked, since " + over.get());
    }
    var reply = talk.ask(Urgency.POLL, question);
    switch (reply) {
      case GaugeReply.Field _, GaugeReply.Unknown _, GaugeReply.Refused _ -> answers++;
      case GaugeReply.Bad(Unreadable why) -> {
        answers++;
        unreadable.add(why);
        end(
            question + " was answered wrongly",
            Health.trouble(talk.name() + ": " + why.why() + talk.others()));
      }
      case GaugeReply.Silent(String why) ->
          end(
              why,
              Health.unreachable(
                  talk.name()
                      + " does not answer: no power, another address, baud rate or parity, or"
                      + " BINARY mode (COMM FORMAT in SETUP COMMS)"
                      + talk.others()));
      case GaugeReply.Lost lost ->
          end(
              lost.why(),
              Health.unreachable(
                  lost.why() + " (tried again in " + Seconds.ahead(lost.retryIn()) + ")"));
    }
    return reply;
  }

  private void end(String why, Health found) {
    over = Optional.of(why);
    health = Optional.of(found);
  }

  boolean isOver() {
    return over.isPresent();
  }

  void measured(String channel, double value, Quality quality) {
    readings.add(new Reading.Measured(id(channel), time, 0, value, quality));
  }

  void missing(String channel, String reason) {
    readings.add(Reading.missing(id(channel), time, 0, reason));
  }

  /** A value that a sensor cannot have came in a frame without fault. */
  void impossible(Unreadable why) {
    unreadable.add(why);
    trouble(why.why());
  }

  /** Something needs a look, unless something worse was found. */
  void trouble(String why) {
    if (health.isEmpty()) {
      health = Optional.of(Health.trouble(why));
    }
  }

  private ChannelId id(String channel) {
    return ChannelId.of(instrument, channel);
  }

  /** Why there is no value, for a reading. */
  static String reason(Question question, GaugeReply reply) {
    return switch (reply) {
      case GaugeReply.Field(String text) -> question + " was answered " + text;
      case GaugeReply.Unknown() -> "the gauge does not know " + question + " (SYNTX ER)";
      case GaugeReply.Refused(String text) -> "the gauge refuses " + question + " (" + text + ")";
      case GaugeReply.Bad(Unreadable why) -> why.why();
      case GaugeReply.Silent(String why) -> why;
      case GaugeReply.Lost lost -> lost.why();
    };
  }

  /**
   * @param well what is said when nothing is wrong
   */
  Poll poll(String well) {
    return new Poll(readings, answers, unreadable, health.orElseGet(() -> Health.ok(well)));
  }
}
