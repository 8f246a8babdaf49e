package org.stillwatch.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.stillwatch.core.notice.Notice;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.procedure.RunView;
import org.stillwatch.core.station.RunRecord;
import org.stillwatch.reports.chart.CourseChart;
import org.stillwatch.reports.page.Document;
import org.stillwatch.reports.page.Document.Block;
import org.stillwatch.reports.page.Document.Column;
import org.stillwatch.reports.page.Document.Fact;

/** What the report of a run holds, in order. */
public final class RunDocument {

  /** More rows than this are counted, not shown: nobody reads them, and a storm has thousands. */
  private static final int MOST_MESSAGES = 500;

  private static final int MOST_GAPS = 200;
  private static final int MOST_EARLIER = 20;

  private final RunRecord record;
  private final Run run;
  private final List<Block> blocks = new ArrayList<>();

  private RunDocument(RunRecord record) {
    this.record = record;
    this.run = record.run().run();
  }

  public static Document of(RunRecord record) {
    return new RunDocument(record).document();
  }

  private Document document() {
    var title = record.run().title() + " on " + run.fridge();
    facts();
    course();
    blocks.addAll(new PassageTable(record).blocks());
    earlier();
    blocks.addAll(new SnapshotTables(record).blocks());
    messages();
    gaps();
    return new Document(
        title,
        outcome(),
        title + ", " + Words.time(run.started(), record.zone()),
        record.until(),
        blocks);
  }

  private String outcome() {
    return run.end().map(end -> ending(end, run.started())).orElse("Goes on; as far as it has got");
  }

  private static String ending(Run.End end, Instant started) {
    var length = Elapsed.of(Duration.between(started, end.at()));
    return switch (end.how()) {
      case DONE -> "Done after " + length;
      case STOPPED -> "Stopped after " + length;
      case FAILED -> "Could not go on after " + length;
    };
  }

  private void facts() {
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Station", record.station()));
    facts.add(new Fact("Fridge", run.fridge()));
    facts.add(new Fact("Started", time(run.started()) + " by " + run.who()));
    run.end()
        .ifPresentOrElse(
            end -> facts.add(new Fact("Ended", time(end.at()) + ", " + how(end))),
            () -> {
              facts.add(new Fact("Shown until", time(record.until())));
              facts.add(new Fact("Is at", run.at().step()));
            });
    if (!run.comment().isEmpty()) {
      facts.add(new Fact("Comment", run.comment()));
    }
    new TreeMap<>(run.arguments()).forEach((name, value) -> facts.add(new Fact(name, value)));
    facts.add(new Fact("Times", "in the zone " + record.zone().getId()));
    blocks.add(new Block.Facts(facts));
  }

  /** A reason may begin with the word itself: {@code stopped by anna}. */
  private static String how(Run.End end) {
    var word = end.how().word();
    if (end.why().isEmpty()) {
      return word;
    }
    return end.why().startsWith(word + " ") ? end.why() : word + ": " + end.why();
  }

  private String time(Instant time) {
    return Words.time(time, record.zone());
  }

  private void course() {
    blocks.add(new Block.Heading("Course"));
    CourseChart.of(record)
        .ifPresentOrElse(
            drawing -> {
              var words = "the course of the channels over the run";
              blocks.add(new Block.Picture(drawing, words));
            },
            () -> blocks.add(new Block.Paragraph("No channel that this run follows had a value.")));
  }

  private void earlier() {
    if (record.earlier().isEmpty()) {
      return;
    }
    blocks.add(new Block.Heading("Earlier runs"));
    var rows = record.earlier().stream().limit(MOST_EARLIER).map(view -> earlierRow(view)).toList();
    blocks.add(
        new Block.Table(
            List.of(
                Column.left("Started", 3),
                Column.left("By", 2),
                Column.left("How it ended", 4),
                Column.left("Comment", 4)),
            rows));
    more(record.earlier().size(), MOST_EARLIER, "earlier runs");
  }

  private List<String> earlierRow(RunView view) {
    var other = view.run();
    return List.of(
        time(other.started()),
        other.who(),
        other.end().map(end -> ending(end, other.started())).orElse("Goes on"),
        other.comment());
  }

  private void messages() {
    blocks.add(new Block.Heading("Alarms and messages"));
    if (record.notices().isEmpty()) {
      blocks.add(new Block.Paragraph("Nothing was told meanwhile."));
      return;
    }
    var rows = record.notices().stream().limit(MOST_MESSAGES).map(this::messageRow).toList();
    blocks.add(
        new Block.Table(
            List.of(
                Column.left("Time", 3), Column.left("After", 2),
                Column.left("Kind", 2), Column.left("What was told", 10)),
            rows));
    more(record.notices().size(), MOST_MESSAGES, "messages");
  }

  private List<String> messageRow(Notice notice) {
    var kind =
        switch (notice.kind()) {
          case ALARM, SYSTEM, PROCEDURE -> notice.kind().word() + "\n" + notice.severity().word();
          case CLEARED, SNAPSHOT, TEST -> notice.kind().word();
        };
    // what a snapshot holds is in its own table
    var text =
        notice.kind() == Notice.Kind.SNAPSHOT || notice.text().isBlank()
            ? notice.title()
            : notice.title() + "\n" + notice.text().strip();
    return List.of(time(notice.time()), since(notice.time()), kind, text);
  }

  private String since(Instant time) {
    return Elapsed.of(Duration.between(run.started(), time));
  }

  private void gaps() {
    blocks.add(new Block.Heading("Times without values"));
    var gaps =
        record.trends().stream()
            .flatMap(trend -> trend.gaps(run.started(), record.until()).stream())
            .sorted(Comparator.comparing(RunRecord.Gap::from).thenComparing(RunRecord.Gap::channel))
            .toList();
    if (gaps.isEmpty()) {
      blocks.add(
          new Block.Paragraph(
              record.trends().isEmpty()
                  ? "This run follows no channel."
                  : "None: every channel that this run follows had values all the time."));
      return;
    }
    blocks.add(
        new Block.Table(
            List.of(
                Column.left("Channel", 4),
                Column.left("From", 3),
                Column.left("To", 3),
                Column.left("Length", 2),
                Column.left("Reason", 4)),
            gaps.stream().limit(MOST_GAPS).map(this::gapRow).toList()));
    more(gaps.size(), MOST_GAPS, "such times");
  }

  private List<String> gapRow(RunRecord.Gap gap) {
    return List.of(
        gap.channel().text(),
        time(gap.from()),
        time(gap.to()),
        Elapsed.of(Duration.between(gap.from(), gap.to())),
        gap.reason().isEmpty() ? "no readings" : gap.reason());
  }

  private void more(int there, int shown, String what) {
    if (there > shown) {
      blocks.add(new Block.Paragraph("And " + (there - shown) + " more " + what + "."));
    }
  }
}
