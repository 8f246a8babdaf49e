package org.stillwatch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.stillwatch.link.file.FolderFollower;
import org.stillwatch.link.file.LineFormat;
import org.stillwatch.link.file.RecordFormat;

/** What one poll of a folder costs, by the number of files followed in it. */
final class PollCost {

  private static final int RUNS = 200;
  private static final int LIMIT_BYTES = 1 << 20;
  private static final String ROW = "26-06-26,00:00:02,8.387000e+00\r\n";

  private PollCost() {}

  static void run(RealDays days, Scratch scratch) throws IOException {
    Table.head("files", "poll, nothing new, median of " + RUNS, "poll, a row in each, best of 20");
    for (int count : List.of(10, 100, 1000)) {
      measure(scratch, count);
    }
  }

  static void measure(Scratch scratch, int count) throws IOException {
    var folder = scratch.fresh("polled");
    for (int i = 0; i < count; i++) {
      Files.writeString(folder.resolve("file" + i + ".log"), ROW);
    }
    var follower = new FolderFollower(folder, new Everything());
    int found = drain(follower);
    var idle = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      found += follower.poll(LIMIT_BYTES).records().size();
      idle[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(idle);
    double busy = Double.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < count; i++) {
        Files.writeString(folder.resolve("file" + i + ".log"), ROW, StandardOpenOption.APPEND);
      }
      long start = System.nanoTime();
      found += drain(follower);
      busy = Math.min(busy, (System.nanoTime() - start) / 1e6);
    }
    if (found != count * 21) {
      throw new IllegalStateException("expected " + count * 21 + " records, found " + found);
    }
    Table.row(count, Table.millis(idle[RUNS / 2]), Table.millis(busy));
  }

  private static int drain(FolderFollower follower) {
    int found = 0;
    boolean more = true;
    while (more) {
      var poll = follower.poll(LIMIT_BYTES);
      found += poll.records().size();
      more = poll.more();
    }
    return found;
  }

  private record Everything() implements FolderFollower.Selection {
    @Override
    public boolean accepts(String file) {
      return true;
    }

    @Override
    public RecordFormat format(String file) {
      return new LineFormat();
    }
  }
}
