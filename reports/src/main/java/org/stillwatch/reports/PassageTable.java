package org.stillwatch.reports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.stillwatch.core.notice.Words;
import org.stillwatch.core.procedure.Run;
import org.stillwatch.core.station.RunRecord;
import org.stillwatch.reports.page.Document.Block;
import org.stillwatch.reports.page.Document.Column;

/**
 * When each wait was met, beside earlier runs. A passage is compared with those of earlier runs
 * that waited for exactly the same, for the same time: with other thresholds it is another.
 */
final class PassageTable {

  private static final String NONE = "\u2013";

  private final RunRecord record;
  private final Run run;

  /** Times since the start, by what was waited for and for which time. */
  private final Map<Nth, List<Duration>> earlier = new HashMap<>();

  /**
   * @param time how often it was met before in the same run
   */
  private record Nth(String what, int time) {}

  PassageTable(RunRecord record) {
    this.record = record;
    this.run = record.run().run();
    for (var view : record.earlier()) {
      var other = view.run();
      var names = named(other.passages());
      for (int i = 0; i < names.size(); i++) {
        earlier
            .computeIfAbsent(names.get(i), name -> new ArrayList<>())
            .add(Duration.between(other.started(), other.passages().get(i).at()));
      }
    }
    earlier.values().forEach(times -> times.sort(null));
  }

  private static List<Nth> named(List<Run.Passage> passages) {
    var times = new HashMap<String, Integer>();
    return passages.stream()
        .map(p -> new Nth(p.what(), times.merge(p.what(), 1, Integer::sum)))
        .toList();
  }

  List<Block> blocks() {
    var rows = new ArrayList<List<String>>();
    var names = named(run.passages());
    IntStream.range(0, names.size())
        .forEach(i -> rows.add(passed(i + 1, names.get(i), run.passages().get(i))));
    var met = new HashSet<String>();
    names.forEach(name -> met.add(name.what()));
    for (var goal : record.goals()) {
      if (met.add(goal.toString())) {
        rows.add(row("", goal.toString(), "not reached", "", new Nth(goal.toString(), 1), ""));
      }
    }
    var blocks = new ArrayList<Block>();
    blocks.add(new Block.Heading("Thresholds passed"));
    if (rows.isEmpty()) {
      blocks.add(new Block.Paragraph("No threshold was passed."));
      return blocks;
    }
    blocks.add(
        new Block.Table(
            List.of(
                Column.left("", 0.7),
                Column.left("Waited for", 7),
                Column.left("At", 3.6),
                Column.left("After", 2.6),
                Column.left("Earlier runs:\nmedian", 2.6),
                Column.left("\nleast to greatest", 4),
                Column.left("Difference to\nthe median", 3)),
            rows));
    blocks.add(new Block.Paragraph(compared()));
    return blocks;
  }

  private String compared() {
    int runs = record.earlier().size();
    return switch (runs) {
      case 0 ->
          "There is no earlier run of "
              + record.run().title()
              + " on "
              + run.fridge()
              + " to compare with.";
      case 1 -> "Compared with one earlier run.";
      default -> "Compared with " + runs + " earlier runs, as far as they waited for the same.";
    };
  }

  private List<String> passed(int number, Nth name, Run.Passage passage) {
    var after = Duration.between(run.started(), passage.at());
    var times = earlier.getOrDefault(name, List.of());
    return row(
        Integer.toString(number),
        passage.what(),
        Words.time(passage.at(), record.zone()),
        Elapsed.of(after),
        name,
        times.isEmpty() ? NONE : difference(after.minus(median(times))));
  }

  private List<String> row(
      String number, String what, String at, String after, Nth name, String difference) {
    var times = earlier.getOrDefault(name, List.of());
    return List.of(
        number,
        what,
        at,
        after,
        times.isEmpty() ? NONE : Elapsed.of(median(times)),
        times.isEmpty() ? NONE : range(times),
        difference);
  }

  private static String range(List<Duration> sorted) {
    var least = Elapsed.of(sorted.getFirst());
    return sorted.size() == 1
        ? least + " (1 run)"
        : least + " to " + Elapsed.of(sorted.getLast()) + " (" + sorted.size() + " runs)";
  }

  static Duration median(List<Duration> sorted) {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : sorted.get(half - 1).plus(sorted.get(half)).dividedBy(2);
  }

  private static String difference(Duration later) {
    if (later.abs().toSeconds() == 0) {
      return "none";
    }
    return Elapsed.of(later.abs()) + (later.isNegative() ? " sooner" : " later");
  }
}
