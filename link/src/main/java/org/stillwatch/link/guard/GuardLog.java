package org.stillwatch.link.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What a guard did: kept in memory until a station has seen it, and in a file. The file is written
 * by a thread of its own, since a disk may be full or hang.
 */
final class GuardLog implements AutoCloseable {

  private static final int KEPT = 200;
  private static final long LONGEST = 256 << 10;

  private final Path file;
  private final InstantSource wall;
  private final Deque<GuardNote> unseen = new ArrayDeque<>();
  private final BlockingQueue<GuardNote> unwritten = new ArrayBlockingQueue<>(KEPT);
  private final Thread writer;
  private long numbers;

  GuardLog(Path file, InstantSource wall) {
    this.file = file;
    this.wall = wall;
    this.writer = Thread.ofPlatform().daemon().name("guard log").start(this::write);
  }

  /** Takes one sentence; never waits. */
  synchronized void note(String text) {
    var note = new GuardNote(++numbers, wall.instant(), text.replaceAll("\\s+", " ").strip());
    if (unseen.size() == KEPT) {
      unseen.removeFirst();
    }
    unseen.add(note);
    boolean taken = unwritten.offer(note); // else the disk hangs; memory has it
  }

  /** What no station has seen yet. */
  synchronized List<GuardNote> unseen() {
    return List.copyOf(unseen);
  }

  /** A station has it. */
  synchronized void seen(long number) {
    unseen.removeIf(note -> note.number() <= number);
  }

  private void write() {
    try {
      while (true) {
        append(unwritten.take());
      }
    } catch (InterruptedException e) {
      for (var note = unwritten.poll(); note != null; note = unwritten.poll()) {
        append(note);
      }
    }
  }

  private void append(GuardNote note) {
    try {
      if (Files.exists(file) && Files.size(file) > LONGEST) {
        var lines = Files.readAllLines(file);
        Files.write(file, lines.subList(lines.size() / 2, lines.size()));
      }
      Files.writeString(
          file,
          note.at() + " " + note.text() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      // a full disk stops no guard; the station is told from memory
    }
  }

  /** Ends the writing, within a second. */
  @Override
  public void close() {
    writer.interrupt();
    try {
      boolean done = writer.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
