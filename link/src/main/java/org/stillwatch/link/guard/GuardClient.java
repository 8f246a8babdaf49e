package org.stillwatch.link.guard;

import java.io.EOFException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.Controls.Outcome;

/**
 * Shows a guard that the station's interlocks are judged, and hears what it did. A thread of its
 * own speaks to the guard, and begins with the first call of {@link #alive}; each call is one
 * heartbeat at most, so that they end when whoever judges stands still. Another thread passes on
 * what the guard did, since whoever writes that down may hang with a disk, and neither heartbeats
 * nor what makes safe may wait for it.
 */
public final class GuardClient implements AutoCloseable {

  /** A heartbeat that could not be sent for so long is none any more. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final Duration RECONNECT = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration GOODBYE = Duration.ofMillis(500);

  private record Beat(boolean armed, long at) {}

  private final GuardPlace place;
  private final Consumer<GuardNote> notes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final BlockingQueue<GuardNote> heard = new LinkedBlockingQueue<>();
  private @Nullable Thread thread;
  private @Nullable Beat beat;

  /** What to ask next; absent when the guard was asked, or nobody wants it any more. */
  private @Nullable String safe;

  /** How often it was wanted that outputs are made safe, and how many of these the guard knows. */
  private long wanted;

  private long asked;

  /** The newest note that came from the guard as it runs now, and the newest that was told. */
  private long newest;

  private long toldNumber;
  private boolean looking;
  private boolean closing;
  private String trouble = "is not asked yet";
  private String state = "";
  private long answeredAt;

  /**
   * @param notes what the guard did, also while no station was there; called by this client's
   *     thread, once for each as far as the station lives on
   */
  public GuardClient(GuardPlace place, Consumer<GuardNote> notes) {
    this.place = place;
    this.notes = notes;
  }

  /**
   * The interlocks are judged; returns at once.
   *
   * @param armed whether one of them would force the instrument
   */
  public void alive(boolean armed) {
    lock.lock();
    try {
      beat = new Beat(armed, System.nanoTime());
      begin();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the guard make the outputs safe, and waits until they are; the guard goes on with it also
   * when this gives up.
   *
   * @param why one clause
   */
  public Outcome makeSafe(String why, Duration deadline) {
    long until = System.nanoTime() + deadline.toNanos();
    lock.lock();
    try {
      safe = why.replaceAll("\\p{Cntrl}", " ");
      long mine = ++wanted;
      looking = true;
      begin();
      moved.signalAll();
      while (true) {
        boolean knows = asked >= mine;
        // of a guard that went away nothing is known, whatever it was told
        if (knows && !state.isEmpty() && !acts(state)) {
          return new Outcome.Done(0);
        }
        long left = until - System.nanoTime();
        if (left <= 0 || closing) {
          if (wanted == mine) {
            safe = null; // whoever wants it later asks again
          }
          return knows
              ? new Outcome.Unconfirmed(
                  place.name() + (state.isEmpty() ? " " + trouble : " goes on with it: " + state))
              : new Outcome.Failed(
                  place.name() + " " + (trouble.isEmpty() ? "does not answer" : trouble));
        }
        moved.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unconfirmed("it was interrupted");
    } finally {
      looking = false;
      lock.unlock();
    }
  }

  /**
   * Why nobody guards the outputs, one clause; empty when the guard is there. It may let nothing
   * rise for a while all the same, and says so to who tries.
   */
  public Optional<String> unguarded() {
    lock.lock();
    try {
      if (!trouble.isEmpty()) {
        return Optional.of(place.name() + " " + trouble);
      }
      if (System.nanoTime() - answeredAt > GuardPort.PROMPT.toNanos()) {
        return Optional.of(place.name() + " does not answer, or is not asked");
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** By the first word of what the guard says of its state. */
  private static boolean acts(String state) {
    var word = state.split(" ", 2)[0];
    return word.equals(GuardState.Phase.ACTING.word())
        || word.equals(GuardState.Phase.ASKED.word());
  }

  private void begin() {
    if (thread == null && !closing) {
      thread = Thread.ofPlatform().daemon().name(place.name() + " hears").start(this::run);
      var telling =
          Thread.ofPlatform().daemon().name(place.name() + " is told of").start(this::tell);
    }
  }

  private void run() {
    while (!isClosing()) {
      try (var wire = Wire.connect(place.socket())) {
        wire.write(Client.WATCH, GuardPort.PROMPT);
        var said = line(wire);
        if (!said.equals(GuardPort.WELCOME)) {
          throw new IOException("says: " + said);
        }
        anew();
        talk(wire);
      } catch (IOException e) {
        failed(e instanceof EOFException ? "ended the connection" : String.valueOf(e.getMessage()));
        pause();
      } catch (RuntimeException e) {
        // without this thread there is neither a heartbeat nor anybody who asks for what is safe
        failed("could not be spoken to (" + e + ")");
        pause();
      }
    }
  }

  private static String line(Wire wire) throws IOException {
    return wire.line(GuardPort.PROMPT).orElseThrow(() -> new IOException("does not answer"));
  }

  private void talk(Wire wire) throws IOException {
    while (true) {
      var next = next();
      if (next.isEmpty()) {
        wire.write("bye", GOODBYE);
        var answer = wire.line(GOODBYE);
        return;
      }
      ask(wire, next.get());
    }
  }

  /** It may be another guard, which counts its notes from 1; what was not told comes once more. */
  private void anew() {
    lock.lock();
    try {
      heard.clear();
      newest = 0;
      toldNumber = 0;
    } finally {
      lock.unlock();
    }
  }

  /** What to say next; waits for it, and is empty when it is time to leave. */
  private Optional<String> next() {
    lock.lock();
    try {
      while (true) {
        if (safe != null) {
          return Optional.of("safe " + safe);
        }
        if (closing) {
          return Optional.empty();
        }
        var taken = beat;
        beat = null;
        if (taken != null && System.nanoTime() - taken.at() < FRESH.toNanos()) {
          return Optional.of(taken.armed() ? "beat armed" : "beat idle");
        }
        boolean inTime = moved.awaitNanos((looking ? LOOK : FRESH).toNanos()) > 0;
        if (!inTime) {
          return Optional.of("state");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void ask(Wire wire, String what) throws IOException {
    long before = wanted();
    wire.write(what, GuardPort.PROMPT);
    var said = line(wire);
    while (said.startsWith("note ")) {
      note(said);
      said = line(wire);
    }
    if (!said.startsWith("state ")) {
      throw new IOException("says: " + said);
    }
    long seen = seen();
    if (seen > 0) {
      wire.write("seen " + seen, GuardPort.PROMPT);
    }
    lock.lock();
    try {
      if (what.startsWith("safe ")) {
        asked = before;
        if (wanted == before) {
          safe = null;
        }
      }
      state = said.substring("state ".length());
      trouble = "";
      answeredAt = System.nanoTime();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long wanted() {
    lock.lock();
    try {
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  /** The newest note that was told and that the guard need not keep any longer; else 0. */
  private long seen() {
    lock.lock();
    try {
      long seen = toldNumber;
      toldNumber = 0;
      return seen;
    } finally {
      lock.unlock();
    }
  }

  /** The guard repeats its notes until it hears that they were seen. */
  private void note(String line) throws IOException {
    var words = line.split(" ", 4);
    GuardNote note;
    try {
      note = new GuardNote(Long.parseLong(words[1]), Instant.parse(words[2]), words[3]);
    } catch (NumberFormatException | DateTimeException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("says what makes no sense: " + line, e);
    }
    lock.lock();
    try {
      if (note.number() > newest) {
        newest = note.number();
        heard.add(note);
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    try {
      while (!isClosing()) {
        // never interrupted: it may be writing to a file
        Optional.ofNullable(heard.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS))
            .ifPresent(this::told);
      }
    } catch (InterruptedException e) {
      // closed; what was not told is told to the next station
    }
  }

  private void told(GuardNote note) {
    try {
      notes.accept(note);
    } catch (RuntimeException e) {
      // kept by whoever hears it, as it promised
    }
    lock.lock();
    try {
      toldNumber = Math.min(newest, Math.max(toldNumber, note.number()));
    } finally {
      lock.unlock();
    }
  }

  private void failed(String why) {
    lock.lock();
    try {
      trouble = why;
      state = "";
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      long left = RECONNECT.toNanos();
      while (left > 0 && !closing) {
        left = moved.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Says that the station ends in order: the guard then waits for the next one for so long. */
  @Override
  public void close() {
    Thread speaking;
    lock.lock();
    try {
      closing = true;
      moved.signalAll();
      speaking = thread;
    } finally {
      lock.unlock();
    }
    if (speaking != null) {
      try {
        boolean done = speaking.join(GOODBYE.multipliedBy(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
