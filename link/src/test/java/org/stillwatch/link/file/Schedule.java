package org.stillwatch.link.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.stillwatch.link.file.FolderFollower.Poll;

/**
 * One random schedule of writers, rotators, lockers, crashes and a follower, all decided by the
 * seed. At the end every complete record must have been committed once, in the order of its file.
 */
final class Schedule {

  private static final int QUIET_POLLS = 5;

  private final RandomGenerator random;
  private final long seed;
  private final Path root;
  private final CommittedRecords store;
  private final LogWorld world;
  private final FlakyOpener opener;
  private final List<FileRecord> held = new ArrayList<>();
  private FolderFollower follower;
  private boolean undisturbed;

  /**
   * @param root a folder of its own, whose parent may be written to
   */
  Schedule(long seed, Path root, CommittedRecords store) {
    this.random = new SplittableRandom(seed);
    this.seed = seed;
    this.root = root;
    this.store = store;
    this.world = new LogWorld(root, random);
    this.opener = new FlakyOpener(random, () -> meanwhile(40));
    this.follower = start();
  }

  void run() throws IOException {
    Files.createDirectories(root);
    try {
      int steps = random.nextInt(30, 80);
      for (int i = 0; i < steps; i++) {
        step();
      }
      opener.unlockAll();
      undisturbed = true;
      world.end();
      drain();
      compare();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "schedule with -Dschedule.seed="
              + seed
              + " failed: "
              + e
              + "\n  "
              + String.join("\n  ", world.story),
          e);
    }
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 50) {
      world.step();
    } else if (dice < 75) {
      poll();
    } else if (dice < 87) {
      commitSome();
    } else if (dice < 91) {
      crash();
    } else if (dice < 94) {
      lock();
    } else if (dice < 97) {
      opener.unlockAll();
    } else if (dice < 98) {
      goAway();
    } else {
      cut();
    }
  }

  private FolderFollower start() {
    var selection =
        new FolderFollower.Selection() {
          @Override
          public boolean accepts(String file) {
            meanwhile(150);
            return world.accepts(file);
          }

          @Override
          public RecordFormat format(String file) {
            return world.format();
          }
        };
    var fresh = new FolderFollower(root, selection, opener);
    fresh.resume(store.positions());
    return fresh;
  }

  /** Writers and rotators do not wait until a poll is over. */
  private void meanwhile(int oneIn) {
    if (!undisturbed && random.nextInt(oneIn) == 0) {
      undisturbed = true;
      world.tell("(meanwhile)");
      world.step();
      undisturbed = false;
    }
  }

  private Poll poll() {
    int[] limits = {1, 300, 2_000, 100_000};
    int limit = limits[random.nextInt(limits.length)];
    var poll = follower.poll(limit);
    int bytes = 0;
    for (var record : poll.records()) {
      check(record);
      bytes += record.bytes().length;
    }
    if (bytes > limit + 100) {
      throw new AssertionError("a poll of " + limit + " bytes brought " + bytes);
    }
    held.addAll(poll.records());
    if (!poll.records().isEmpty()) {
      world.tell("polled " + poll.records().stream().map(Schedule::words).toList());
    }
    return poll;
  }

  private static String words(FileRecord record) {
    return record.file() + ":" + text(record).strip() + "@" + record.offset();
  }

  private static String text(FileRecord record) {
    return new String(record.bytes(), ISO_8859_1);
  }

  private void check(FileRecord record) {
    var tag = LogWorld.tag(text(record));
    if (tag.length == 0) {
      return;
    }
    var line = world.line(tag[0], tag[1]);
    if (!line.text().equals(text(record))
        || line.offset() != record.offset()
        || line.number() != record.number()) {
      throw new AssertionError("handed out " + words(record) + ", expected " + line);
    }
  }

  /** A prefix of all, or of those of one file. */
  private void commitSome() {
    if (held.isEmpty()) {
      return;
    }
    var of = held.get(random.nextInt(held.size())).after().identity();
    boolean all = random.nextBoolean();
    var batch = new ArrayList<FileRecord>();
    int most = random.nextInt(1, held.size() + 1);
    for (var record : held) {
      if (batch.size() < most && (all || record.after().identity().equals(of))) {
        batch.add(record);
      }
    }
    commit(batch);
  }

  private void commit(List<FileRecord> batch) {
    store.commit(batch);
    for (var record : batch) {
      var tag = LogWorld.tag(text(record));
      if (tag.length > 0) {
        world.committed(tag[0], record.file());
      }
    }
    held.removeAll(batch);
    world.tell("committed " + batch.size() + " records");
  }

  private void crash() {
    store.crash();
    held.clear();
    follower = start();
    world.tell("crash; resumed at " + store.positions());
  }

  private void lock() {
    var logs = world.logs().stream().filter(log -> log.exists).toList();
    if (!logs.isEmpty()) {
      var log = logs.get(random.nextInt(logs.size()));
      opener.lock(log.path);
      world.tell("g" + log.id + " locked");
    }
  }

  /** The network share is away for some polls, whole or empty. */
  private void goAway() {
    var away = root.resolveSibling(root.getFileName() + "-away");
    boolean empty = world.beginning != LogWorld.Beginning.SAME_HEADER && random.nextBoolean();
    world.tell("the folder goes away, " + (empty ? "empty" : "missing"));
    undisturbed = true;
    LogWorld.run(() -> Files.move(root, away));
    if (empty) {
      LogWorld.run(() -> Files.createDirectory(root));
    }
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      poll();
    }
    if (random.nextInt(4) == 0) {
      crash();
    }
    if (empty) {
      LogWorld.run(() -> Files.delete(root));
    }
    LogWorld.run(() -> Files.move(away, root));
    undisturbed = false;
    world.tell("the folder is back");
  }

  /** A cut is seen by a poll before the file grows again, and a record behind it is committed. */
  private void cut() {
    var logs = world.logs();
    if (logs.isEmpty()) {
      return;
    }
    var log = logs.get(random.nextInt(logs.size()));
    if (!log.exists || log.reopenAt != null) {
      return;
    }
    opener.unlockAll();
    undisturbed = true;
    opener.setCalm(true);
    drain();
    if (world.cut(log)) {
      drain();
      world.lines(log, 1);
      drain();
    }
    opener.setCalm(false);
    undisturbed = false;
  }

  private void drain() {
    for (int quiet = 0, polls = 0; quiet < QUIET_POLLS; quiet++) {
      var poll = poll();
      if (!poll.records().isEmpty() || poll.more() || !poll.troubles().isEmpty()) {
        quiet = 0;
      }
      if (++polls > 5_000) {
        throw new AssertionError("polling does not come to an end; troubles " + poll.troubles());
      }
    }
    commit(List.copyOf(held));
  }

  private void compare() {
    var next = new int[world.logs().size()];
    for (var kept : store.records()) {
      var tag = LogWorld.tag(kept.text());
      if (tag.length > 0) {
        if (tag[1] != next[tag[0]]) {
          throw new AssertionError(
              "in the store comes " + kept + ", expected s" + next[tag[0]] + " of g" + tag[0]);
        }
        next[tag[0]]++;
      }
    }
    for (var log : world.logs()) {
      if (next[log.id] != log.lines.size()) {
        throw new AssertionError(
            "g%d has %d records, the store has %d"
                .formatted(log.id, log.lines.size(), next[log.id]));
      }
    }
  }
}
