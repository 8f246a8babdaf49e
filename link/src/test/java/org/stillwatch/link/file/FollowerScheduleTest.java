package org.stillwatch.link.file;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random schedules against a reference list. More of them: {@code -Dschedules=1000000}; others:
 * {@code -Dschedule.from=5000000}; a failing one again: {@code -Dschedule.seed=4711}.
 */
class FollowerScheduleTest {

  private static final long ONE_SEED = Long.getLong("schedule.seed", -1);
  private static final long FROM = Long.getLong("schedule.from", 0);

  @Test
  void noRecordIsLostOrDoubledInMemory() throws IOException {
    long count = ONE_SEED >= 0 ? 1 : Long.getLong("schedules", 10_000);
    long first = ONE_SEED >= 0 ? ONE_SEED : FROM;
    for (long seed = first; seed < first + count; seed++) {
      try (var files = fileSystem()) {
        new Schedule(seed, files.getPath("/lab/logs"), new MemoryRecords()).run();
      }
    }
  }

  @Test
  void noRecordIsLostOrDoubledOnDiskWithSqlite(@TempDir Path folder)
      throws IOException, SQLException {
    long count = ONE_SEED >= 0 ? 1 : Long.getLong("schedules.on.disk", 200);
    long first = ONE_SEED >= 0 ? ONE_SEED : FROM;
    for (long seed = first; seed < first + count; seed++) {
      try (var store = new SqliteRecords(folder.resolve(seed + ".db"))) {
        new Schedule(seed, folder.resolve(seed + "-logs"), store).run();
      }
    }
  }

  /** Each write has a time of its own, so that a seed always gives the same schedule. */
  private static FileSystem fileSystem() {
    var ticks = new AtomicLong();
    return Jimfs.newFileSystem(
        Configuration.unix().toBuilder()
            .setBlockSize(512)
            .setFileTimeSource(
                () -> FileTime.from(Instant.EPOCH.plusMillis(ticks.incrementAndGet())))
            .build());
  }
}
