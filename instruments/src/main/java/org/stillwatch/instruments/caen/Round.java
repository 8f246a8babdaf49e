package org.stillwatch.instruments.caen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.instrument.Unreadable;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.polling.Seconds;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.caen.SupplyTalk.Asking;
import org.stillwatch.link.lane.Urgency;

/**
 * One poll of all boards. A board's part is over with the first answer that is missing or wrong: an
 * answer that is out of step is never taken for another. When the port is lost, all is over.
 */
final class Round implements Asking {

  private final SupplyTalk talk;
  private final String instrument;
  private final Instant time;
  private final List<Reading> readings = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final List<String> silent = new ArrayList<>();
  private long answers;
  private int answering;
  private boolean answered;
  private boolean unheard;
  private Optional<String> over = Optional.empty();
  private Optional<String> lost = Optional.empty();

  Round(SupplyTalk talk, String instrument, Instant time) {
    this.talk = talk;
    this.instrument = instrument;
    this.time = time;
  }

  /** The next board. */
  void begin() {
    over = lost;
    answered = false;
    unheard = false;
  }

  /** Whether this board did not answer. */
  boolean isUnheard() {
    return unheard;
  }

  @Override
  public SupplyReply ask(Question question) {
    if (over.isPresent()) {
      return new SupplyReply.Silent("not asked, since " + over.get());
    }
    var reply = talk.ask(Urgency.POLL, question);
    switch (reply) {
      case SupplyReply.Values _, SupplyReply.Taken _, SupplyReply.Denied _ -> came();
      case SupplyReply.Bad(Unreadable why) -> {
        came();
        unreadable.add(why);
        over = Optional.of(question + " was answered wrongly");
        trouble(talk.name() + ": " + why.why() + talk.others());
      }
      case SupplyReply.Refused(String why) -> {
        came();
        over = Optional.of(why);
        trouble(talk.name() + ": " + why);
      }
      case SupplyReply.Silent(String why) -> {
        over = Optional.of(why);
        unheard = true;
        silent.add("board " + question.board());
      }
      case SupplyReply.Lost lostNow -> {
        over = Optional.of(lostNow.why());
        lost = over;
        silent.add(
            lostNow.why()
                + (lostNow.retryIn().isZero()
                    ? ""
                    : " (tried again in " + Seconds.ahead(lostNow.retryIn()) + ")"));
      }
    }
    return reply;
  }

  private void came() {
    answers++;
    answering += answered ? 0 : 1;
    answered = true;
  }

  @Override
  public void rest(Duration length) {
    talk.converse(
        Urgency.POLL,
        asking -> {
          asking.rest(length);
          return true;
        });
  }

  boolean isOver() {
    return over.isPresent();
  }

  boolean isLost() {
    return lost.isPresent();
  }

  /** Why nothing more is asked of this board. */
  String why() {
    return over.orElse("it was not asked this time");
  }

  /** A board is left alone for now. */
  void leaveAlone(String board, String why) {
    over = Optional.of(why);
    silent.add(board);
  }

  void measured(String channel, double value) {
    told.add(channel);
    readings.add(Reading.measured(ChannelId.of(instrument, channel), time, 0, value));
  }

  /** Unless it was measured, or missing for a better reason. */
  void missing(String channel, String reason) {
    if (told.add(channel)) {
      readings.add(Reading.missing(ChannelId.of(instrument, channel), time, 0, reason));
    }
  }

  void trouble(String why) {
    troubles.add(why);
  }

  /**
   * @param well what is said when nothing is wrong
   */
  Poll poll(String well) {
    return new Poll(readings, answers, unreadable, health(well));
  }

  private Health health(String well) {
    if (lost.isPresent()) {
      return Health.unreachable(silent.getLast());
    }
    var gone =
        String.join(" and ", silent)
            + " at "
            + talk.name()
            + (silent.size() == 1 ? " does" : " do")
            + " not answer: no power, another address, a broken chain, or another client has the"
            + " supply"
            + talk.others();
    if (!silent.isEmpty() && answering == 0) {
      return Health.unreachable(gone);
    }
    if (!silent.isEmpty()) {
      return Health.trouble(gone);
    }
    return troubles.isEmpty() ? Health.ok(well) : Health.trouble(String.join("; ", shortened()));
  }

  /** The first few; a person reads no more. */
  private List<String> shortened() {
    int most = 3;
    return troubles.size() <= most
        ? troubles
        : List.of(
            troubles.get(0), troubles.get(1), "and " + (troubles.size() - 2) + " more troubles");
  }
}
