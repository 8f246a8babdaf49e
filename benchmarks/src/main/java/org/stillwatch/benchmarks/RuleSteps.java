package org.stillwatch.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.stillwatch.core.alarm.Rule;
import org.stillwatch.core.alarm.RuleBook;
import org.stillwatch.core.alarm.Watch;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.core.reading.Scan;

/**
 * Rule steps a second: 1,000 rules, each on a channel of its own, with all 1,000 readings in one
 * row a second. The argument is how many thousand rows are stepped, after as many to warm up.
 */
final class RuleSteps {

  private static final int CHANNELS = 1000;

  private RuleSteps() {}

  static void run(int thousands, Scratch scratch) {
    var history = new LongHistory(CHANNELS, 1);
    int rows = 1000 * thousands;
    Table.head("1,000 rules on 1,000 channels", "notices", "steps/s", "bytes a step");
    show("limits", history, BackTestCost.rules(history, 24.2, 0.4), rows);
    show("conditions", history, BackTestCost.conditions(history), rows);
    show("no rules", history, List.of(), rows);
  }

  private static void show(String what, LongHistory history, List<Rule> rules, int rows) {
    var watch = new Watch(RuleBook.of("Bench", rules), Map.of());
    var derived = watch.declare(history.channels());
    var steps = new Steps(history);
    steps.through(watch, rows);
    var used = steps.through(watch, rows);
    long count = (long) rows * CHANNELS;
    Table.row(
        what,
        used.notices(),
        Table.perSecond(count, used.took()),
        String.format(Locale.ROOT, "%.0f", (double) used.bytes() / count));
  }

  private record Used(Duration took, long bytes, long notices) {}

  /** Rows of one value a channel, made beforehand and used again and again with later times. */
  private static final class Steps {
    private static final int MADE = 50;

    private final LongHistory history;
    private final double[][] values;
    private long second;

    Steps(LongHistory history) {
      this.history = history;
      var random = new Random(1);
      values =
          IntStream.range(0, MADE)
              .mapToObj(
                  row ->
                      random
                          .doubles(CHANNELS)
                          .map(value -> value < 0.0005 ? 25 : 22 + value)
                          .toArray())
              .toArray(double[][]::new);
    }

    Used through(Watch watch, int rows) {
      var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().threadId();
      long took = 0;
      long bytes = 0;
      long notices = 0;
      for (int i = 0; i < rows; i++) {
        var row = row(values[i % MADE]);
        long allocated = bean.getThreadAllocatedBytes(thread);
        long began = System.nanoTime();
        notices += watch.accept(row, row.getFirst().time(), false).size();
        took += System.nanoTime() - began;
        bytes += bean.getThreadAllocatedBytes(thread) - allocated;
      }
      return new Used(Duration.ofNanos(took), bytes, notices);
    }

    private List<Scan> row(double[] row) {
      var time = LongHistory.START.plusSeconds(second++);
      var readings = new ArrayList<Reading>(row.length);
      for (int i = 0; i < row.length; i++) {
        readings.add(Reading.measured(history.channels().get(i).id(), time, 0, row[i]));
      }
      return List.of(new Scan("lab", time, readings));
    }
  }
}
