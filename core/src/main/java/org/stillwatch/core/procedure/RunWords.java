package org.stillwatch.core.procedure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Notice.Kind;
import org.stillwatch.core.notice.NoticeId;
import org.stillwatch.core.notice.Severity;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.reading.Channel;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Numbers;

/**
 * Puts runs into words. What a procedure itself says is of the kind procedure, and nothing else is;
 * what is told about a run is of the kind system.
 */
final class RunWords {

  private static final String WARNING = "Warning: ";
  private static final int LAST = 5;

  private final ProcedureBook book;

  RunWords(ProcedureBook book) {
    this.book = book;
  }

  String title(Run run) {
    return book.find(run.procedure()).map(Procedure::title).orElse(run.procedure());
  }

  Notice told(Run run, Deed.Tell tell, Instant now, int n) {
    boolean warns = tell.severity() != Severity.INFO;
    return notice(
        run,
        run.at().index() + " tell",
        now,
        n,
        Kind.PROCEDURE,
        tell.severity(),
        warns ? WARNING + tell.words() : tell.words(),
        title(run) + " on " + run.fridge(),
        Optional.empty());
  }

  Notice lost(Run run, String words, String why, Instant now) {
    return notice(
        run,
        run.at().index() + " lost",
        now,
        0,
        words.isEmpty() ? Kind.SYSTEM : Kind.PROCEDURE,
        Severity.WARNING,
        words.isEmpty() ? title(run) + " cannot go on: " + why : WARNING + words,
        title(run)
            + " on "
            + run.fridge()
            + " is at '"
            + run.at().step()
            + "', and "
            + why
            + ". It goes on by itself when there are values again.",
        Optional.empty());
  }

  Notice found(Run run, Instant now) {
    return notice(
        run,
        run.at().index() + " found",
        now,
        0,
        Kind.CLEARED,
        Severity.WARNING,
        title(run) + " has its values again",
        title(run) + " on " + run.fridge() + " goes on.",
        Optional.empty());
  }

  Notice stalled(
      Run run,
      Deed.Stalled stalled,
      Function<ChannelId, Optional<Channel>> channels,
      List<Double> earlier,
      Instant now) {
    var channel = channels.apply(stalled.channel());
    var value = with(channel, stalled.value());
    var last =
        earlier.stream().limit(LAST).sorted().map(each -> with(channel, each)).distinct().toList();
    var runs =
        earlier.size() == 1
            ? "The last run was "
            : "The last " + Math.min(LAST, earlier.size()) + " runs were ";
    var compared =
        switch (last.size()) {
          case 0 -> "There is no earlier run of it to compare with.";
          case 1 -> runs + "at " + last.getFirst() + " by now.";
          default -> runs + "between " + last.getFirst() + " and " + last.getLast() + " by now.";
        };
    return notice(
        run,
        run.at().index() + " stalled",
        now,
        0,
        Kind.SYSTEM,
        Severity.WARNING,
        stalled.channel().name()
            + " has not moved "
            + stalled.by()
            + " in "
            + Words.length(stalled.in()),
        title(run)
            + " on "
            + run.fridge()
            + ", "
            + Words.length(Duration.between(run.started(), now))
            + " after its start: "
            + stalled.channel()
            + " is at "
            + value
            + ". "
            + compared,
        Optional.of(
            new Notice.About(
                stalled.channel(),
                OptionalDouble.of(stalled.value()),
                channel.map(c -> c.unit().symbol()).orElse(""))));
  }

  private static String with(Optional<Channel> channel, double value) {
    var number = Numbers.rounded(value, 4);
    return channel.map(c -> c.unit().symbol()).filter(symbol -> !symbol.isEmpty()).isPresent()
        ? number + " " + channel.get().unit().symbol()
        : number;
  }

  Notice moving(Run run, Instant now) {
    return notice(
        run,
        run.at().index() + " moving",
        now,
        0,
        Kind.CLEARED,
        Severity.WARNING,
        title(run) + " moves again",
        title(run) + " on " + run.fridge() + " does not stand still any more.",
        Optional.empty());
  }

  Notice late(Run run, Deed.Late late, Instant now, int n) {
    var then =
        switch (late.then()) {
          case WAIT -> "It waits on.";
          case SKIP -> "It goes to the next step.";
          case STOP -> "It ends.";
        };
    return notice(
        run,
        run.at().index() + " late",
        now,
        n,
        Kind.SYSTEM,
        Severity.WARNING,
        title(run) + " is late",
        title(run)
            + " on "
            + run.fridge()
            + " is at '"
            + run.at().step()
            + "' for more than "
            + Words.length(late.within())
            + ". "
            + then,
        Optional.empty());
  }

  Notice undone(Run run, String what, String why, Instant now, int n) {
    return notice(
        run,
        run.at().index() + " undone",
        now,
        n,
        Kind.SYSTEM,
        Severity.WARNING,
        what,
        title(run) + " on " + run.fridge() + " could not do this: " + why + ". It goes on.",
        Optional.empty());
  }

  Notice warning(Run run, String sentence, Instant now, int n) {
    return notice(
        run,
        "warning",
        now,
        n,
        Kind.SYSTEM,
        Severity.WARNING,
        title(run) + " starts beyond a threshold",
        sentence,
        Optional.empty());
  }

  Notice resumed(Run run, Instant now) {
    return notice(
        run,
        "resumed",
        now,
        0,
        Kind.SYSTEM,
        Severity.INFO,
        title(run) + " goes on after a restart",
        title(run)
            + " on "
            + run.fridge()
            + ", started "
            + Words.time(run.started(), book.zone())
            + " by "
            + run.who()
            + ", goes on at '"
            + run.at().step()
            + "', where it is since "
            + Words.time(run.at().since(), book.zone())
            + (run.at().paused().isPresent() ? "; it is paused" : "")
            + ".",
        Optional.empty());
  }

  Notice ended(Run run, Instant now) {
    var end = run.end().orElseThrow();
    var length = Words.length(Duration.between(run.started(), end.at()));
    var title =
        switch (end.how()) {
          case DONE -> title(run) + " is done after " + length;
          case STOPPED -> title(run) + " was stopped after " + length;
          case FAILED -> title(run) + " ended after " + length;
        };
    var text = new StringBuilder(title(run)).append(" on ").append(run.fridge());
    text.append(", started ").append(Words.time(run.started(), book.zone()));
    text.append(" by ").append(run.who()).append('.');
    if (!end.why().isEmpty()) {
      text.append(' ').append(sentence(end.why()));
    }
    for (var passage : run.passages()) {
      text.append('\n')
          .append(passage.what())
          .append(" after ")
          .append(Words.length(Duration.between(run.started(), passage.at())));
    }
    return notice(
        run,
        "ended",
        now,
        0,
        Kind.SYSTEM,
        end.how() == Run.How.FAILED ? Severity.WARNING : Severity.INFO,
        title,
        text.toString(),
        Optional.empty());
  }

  private static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
  }

  Notice notStarted(ProcedureBook.Trigger trigger, String why, Instant now) {
    return new Notice(
        NoticeId.of(
            book.station(),
            "trigger " + trigger.procedure(),
            trigger.fridge(),
            now,
            trigger.when().text()),
        now,
        book.station(),
        Kind.SYSTEM,
        Severity.WARNING,
        trigger.procedure() + " was not started",
        "its condition " + trigger.when().text() + " came true, but " + why,
        Optional.empty(),
        Optional.of(trigger.procedure()),
        false);
  }

  Notice nextNotStarted(Run run, String next, String why, Instant now) {
    return notice(
        run,
        "next",
        now,
        0,
        Kind.SYSTEM,
        Severity.WARNING,
        next + " was not started",
        title(run) + " should have gone on with " + next + ", but " + why,
        Optional.empty());
  }

  private Notice notice(
      Run run,
      String edge,
      Instant now,
      int n,
      Kind kind,
      Severity severity,
      String title,
      String text,
      Optional<Notice.About> about) {
    return new Notice(
        NoticeId.of(book.station(), "run " + run.id(), edge, now, Integer.toString(n)),
        now,
        book.station(),
        kind,
        severity,
        title,
        text,
        about,
        Optional.of(run.procedure()),
        false);
  }
}
