package org.stillwatch.app.command;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stillwatch.app.config.Times;
import org.stillwatch.app.history.History;
import org.stillwatch.app.history.RemoteHistory;
import org.stillwatch.app.history.StoredHistory;
import org.stillwatch.core.notice.NoticeJson;
import org.stillwatch.core.store.JournalQuery;
import org.stillwatch.core.store.JournalRow;
import org.stillwatch.core.store.JournalVerification;
import org.stillwatch.stores.sqlite.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the journal, and looks whether it is as it was written. */
@Command(
    name = "journal",
    description = {
      "Prints the journal: what happened, who asked for what, and what became of it.",
      "Without --from, --to and -n: the newest 100 rows. Works without a station, on --data."
    },
    footer = {"", "Example: stillwatch journal --from -24h --kind command --subject 'hv1/*'"},
    subcommands = JournalCommand.Verify.class)
final class JournalCommand implements Callable<Integer> {

  private static final int SOME = 100;
  private static final int MOST = 10_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  @Mixin private RemoteOption remote = new RemoteOption();

  @Option(names = "--from", paramLabel = "T", description = "rows of this time on")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "T", description = "rows before this time")
  private @Nullable String to;

  @Option(names = "--kind", paramLabel = "K", description = "rows of this kind, such as command")
  private @Nullable String kind;

  @Option(
      names = "--subject",
      paramLabel = "PATTERN",
      description = "rows of this instrument, channel, rule or user; * stands for anything")
  private @Nullable String subject;

  @Option(names = "-n", paramLabel = "N", description = "the newest N of them, 1 to 10000")
  private @Nullable Integer most;

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (most != null && (most < 1 || most > MOST)) {
      throw new Failure(
          Failure.USAGE, "-n " + most + ": expected 1 to " + MOST + "; use --from for more");
    }
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    try (var history = history(remote)) {
      var zone = history.zone();
      var print = json ? json(out) : lines(out, zone);
      var query = query(zone);
      if (most == null && (from != null || to != null)) {
        history.journal().read(query, print);
      } else {
        history.journal().newest(query, most == null ? SOME : most).forEach(print);
      }
    }
    out.flush();
    return 0;
  }

  private JournalQuery query(ZoneId zone) {
    var now = Instant.now();
    return new JournalQuery(
        Long.MIN_VALUE,
        from == null ? Instant.MIN : Times.parse(from, zone, now),
        to == null ? Instant.MAX : Times.parse(to, zone, now),
        Optional.ofNullable(kind),
        Optional.ofNullable(subject));
  }

  private static History history(RemoteOption remote) {
    var data = remote.dataFolder();
    if (remote.dataGiven() && !SqliteStore.exists(data)) {
      throw new Failure(Failure.UNREACHABLE, "there are no stored data in " + data);
    }
    if (remote.dataGiven() || (!remote.urlGiven() && SqliteStore.exists(data))) {
      return new StoredHistory(data);
    }
    return new RemoteHistory(remote.station()::json);
  }

  private static Consumer<JournalRow> lines(PrintWriter out, ZoneId zone) {
    return row ->
        out.println(
            "%6d  %s  %-10s %s%s"
                .formatted(
                    row.number(),
                    TIME.format(row.entry().time().atZone(zone)),
                    onOneLine(row.entry().kind()),
                    row.entry().subject().isEmpty() ? "" : onOneLine(row.entry().subject()) + ": ",
                    onOneLine(row.entry().text())));
  }

  /** What instruments sent may hold anything, also what a terminal would obey. */
  private static String onOneLine(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private static Consumer<JournalRow> json(PrintWriter out) {
    return row ->
        out.println(
            "{\"number\":%d,\"time\":%s,\"kind\":%s,\"subject\":%s,\"text\":%s,\"hash\":%s}"
                .formatted(
                    row.number(),
                    NoticeJson.string(row.entry().time().toString()),
                    NoticeJson.string(row.entry().kind()),
                    NoticeJson.string(row.entry().subject()),
                    NoticeJson.string(row.entry().text()),
                    NoticeJson.string(row.hash())));
  }

  /** Looks whether it is as it was written. */
  @Command(
      name = "verify",
      description = {
        "Looks whether every row of the journal is as it was written, and prints its head.",
        "Keep the head elsewhere: with --expect it shows later that nothing was taken off the end.",
        "Exit code 1 when something is wrong, with one sentence for each fault."
      },
      footer = {"", "Example: stillwatch journal verify --data /var/lib/stillwatch"})
  static final class Verify implements Callable<Integer> {
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    @Mixin private RemoteOption remote = new RemoteOption();

    @Option(
        names = "--expect",
        paramLabel = "HASH",
        description = "a head that was printed before; it must still be in the chain")
    private @Nullable String expected;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      if (expected != null && !HASH.matcher(expected.strip()).matches()) {
        throw new Failure(
            Failure.USAGE, "--expect " + expected + " is no hash; expected 64 hexadecimal digits");
      }
      var out = Objects.requireNonNull(spec).commandLine().getOut();
      try (var history = history(remote)) {
        var found = history.journal().verify(Optional.ofNullable(expected));
        print(found, out);
        return found.ok() ? 0 : Failure.PROBLEMS;
      } finally {
        out.flush();
      }
    }

    private void print(JournalVerification found, PrintWriter out) {
      if (json) {
        out.println(json(found));
        return;
      }
      found.first().forEach(fault -> out.println(fault.text()));
      long more = found.faults() - found.first().size();
      if (more > 0) {
        out.println("and " + more + " more");
      }
      out.printf(
          "%d rows, %s%nhead %s%n",
          found.rows(),
          found.ok()
              ? "all as they were written"
              : found.faults() + (found.faults() == 1 ? " fault" : " faults"),
          found.head());
    }

    private static String json(JournalVerification found) {
      var faults =
          found.first().stream()
              .map(
                  fault ->
                      "{\"number\":%d,\"time\":%s,\"text\":%s}"
                          .formatted(
                              fault.number(),
                              NoticeJson.string(fault.time().toString()),
                              NoticeJson.string(fault.text())))
              .toList();
      return "{\"ok\":%s,\"rows\":%d,\"head\":%s,\"faults\":%d,\"first\":[%s]}"
          .formatted(
              found.ok(),
              found.rows(),
              NoticeJson.string(found.head()),
              found.faults(),
              String.join(",", faults));
    }
  }
}
