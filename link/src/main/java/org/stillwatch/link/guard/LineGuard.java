package org.stillwatch.link.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.stillwatch.core.condition.Truth;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Urgency;

/**
 * The guard of one device: owns the lane to its port, lets the station's requests through, and does
 * what {@link GuardStep} says. One thread lets time pass, one makes outputs safe, and each client
 * has its own, so that none can hold up another.
 */
public final class LineGuard implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(50);

  private final GuardPlace place;
  private final GuardPlan plan;
  private final GuardStep step;
  private final SteadyClock clock;
  private final Framing framing;
  private final FileChannel alone;
  private final Lane lane;
  private final GuardLog log;
  private final Door door;
  private final BlockingQueue<GuardEffect> work = new LinkedBlockingQueue<>();
  private final Thread hand;
  private final Thread ticking;
  private final Object moved = new Object();
  private GuardState state;
  private boolean ended;
  private Optional<String> broken = Optional.empty();
  private volatile boolean closed;
  private volatile String device = "unknown";
  private volatile String failed = "";

  private LineGuard(
      GuardPlace place, GuardPlan plan, boolean armed, boolean leaves, FileChannel alone)
      throws IOException {
    this.place = place;
    this.plan = plan;
    this.alone = alone;
    this.clock = SteadyClock.SYSTEM;
    this.step = new GuardStep(plan.onLoss(), plan.lossAfter(), leaves);
    this.state = GuardState.begin(armed, now());
    this.framing = Framing.endedBy(plan.terminator());
    this.lane = new Lane(plan.port(), plan.manners(), clock);
    this.log = new GuardLog(place.log(), InstantSource.system());
    this.door = Door.open(place.socket(), this);
    this.hand = thread(place.name() + " acts", this::act);
    this.ticking = thread(place.name() + " ticks", this::tick);
    log.note(
        "the guard begins (process %d); the station is lost after %s s without a heartbeat"
            .formatted(ProcessHandle.current().pid(), plan.lossAfter().toMillis() / 1000.0));
  }

  /**
   * Starts it.
   *
   * @param armed whether an interlock may force the instrument, as far as is known before a station
   *     comes
   * @param leaves whether it ends by itself when its station ended in order
   * @throws IOException with one sentence when it cannot, such as when there is one already
   */
  public static LineGuard start(GuardPlace place, GuardPlan plan, boolean armed, boolean leaves)
      throws IOException {
    place.prepare();
    var alone = FileChannel.open(place.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!locks(alone)) {
        throw new IOException(
            place.name() + " runs already (it holds " + place.lock() + "); this one ends");
      }
      return new LineGuard(place, plan, armed, leaves, alone);
    } catch (IOException | RuntimeException e) {
      alone.close();
      throw e;
    }
  }

  private Thread thread(String name, Runnable work) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .uncaughtExceptionHandler((thread, e) -> broke(e))
        .start(work);
  }

  /** What must not happen, such as a program that was replaced while it runs: a new guard helps. */
  private void broke(Throwable e) {
    var why = "the guard broke (" + e + ") and ends; it must be started again";
    log.note(why);
    synchronized (moved) {
      broken = Optional.of(why);
      ended = true;
      moved.notifyAll();
    }
  }

  /** Why it cannot go on, one sentence; it has ended then without making anything safe. */
  public Optional<String> broken() {
    synchronized (moved) {
      return broken;
    }
  }

  private static boolean locks(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private Duration now() {
    return Duration.ofNanos(clock.nanos());
  }

  /** Something happened. */
  GuardState hear(GuardEvent event) {
    synchronized (moved) {
      var result = step.step(state, event, now());
      state = result.state();
      for (var effect : result.effects()) {
        switch (effect) {
          case GuardEffect.MakeSafe _, GuardEffect.Look _ -> work.add(effect);
          case GuardEffect.Note(String text) -> log.note(text);
          case GuardEffect.End _ -> ended = true;
        }
      }
      moved.notifyAll();
      return state;
    }
  }

  /** Where it is. */
  public GuardState.Phase phase() {
    synchronized (moved) {
      return state.phase();
    }
  }

  GuardLog log() {
    return log;
  }

  GuardPlan plan() {
    return plan;
  }

  /** What a station is told of it, one line. */
  String told() {
    synchronized (moved) {
      var why =
          state.phase().acts() && !failed.isEmpty() ? state.why() + "; " + failed : state.why();
      return "state %s %s %s".formatted(state.phase().word(), device, why).strip();
    }
  }

  /** A request of the station, and what it is told. */
  byte[] exchange(byte[] request) {
    boolean always = mayAlwaysPass(request);
    return lane.converse(
        Urgency.COMMAND,
        conversation -> {
          // asked for when it has the lane: it may have waited while the guard began to act
          var refusal = always ? "" : refusal();
          return refusal.isEmpty()
              ? told(conversation.ask(ended(request), framing, plan.deadline()))
              : ended((GuardPort.REFUSED + refusal).getBytes(StandardCharsets.ISO_8859_1));
        });
  }

  private boolean mayAlwaysPass(byte[] request) {
    try {
      return plan.outputs().mayAlwaysPass(request.clone());
    } catch (RuntimeException e) {
      return false; // a family may not understand it; then it is not known for sure
    }
  }

  private byte[] ended(byte[] text) {
    var end = plan.terminator().getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(text.length + end.length).put(text).put(end).array();
  }

  private String refusal() {
    synchronized (moved) {
      if (step.mayRise(state, now())) {
        return "";
      }
      var why =
          switch (state.phase()) {
            case WAITING -> "no heartbeat of the station came yet";
            case WATCHED -> "the station's heartbeat is late";
            case LEFT -> "the station ended";
            case ACTING, ASKED -> "it makes the outputs safe (" + state.why() + ")";
            case SAFE -> "it made the outputs safe (" + state.why() + ")";
            case HELD -> state.why();
            case RETURNED ->
                "heartbeats must come for %s s first (%s)"
                    .formatted(plan.lossAfter().toMillis() / 1000.0, state.why());
          };
      return place.name() + " lets nothing rise: " + why.replaceAll("\\s+", " ");
    }
  }

  private byte[] told(Answer answer) {
    device = answer instanceof Answer.Lost ? "away" : "there";
    var word =
        switch (answer) {
          case Answer.Complete complete ->
              complete.text().startsWith("!")
                  ? GuardPort.ANSWER + complete.text()
                  : complete.text();
          case Answer.Silent _ -> GuardPort.SILENT;
          case Answer.Cut cut ->
              GuardPort.CUT + new String(cut.soFar(), StandardCharsets.ISO_8859_1);
          case Answer.Broken broken ->
              GuardPort.CUT
                  + new String(
                      broken.soFar(),
                      0,
                      Math.min(256, broken.soFar().length),
                      StandardCharsets.ISO_8859_1);
          case Answer.Lost lost -> GuardPort.LOST + lost.why().replaceAll("\\s+", " ");
        };
    return ended(word.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void tick() {
    while (!closed) {
      var heard = hear(new GuardEvent.Tick());
      clock.rest(TICK);
    }
  }

  private void act() {
    try {
      while (!closed) {
        var effect = work.take();
        var tried = tried(effect);
        if (tried.safe() != Truth.TRUE && !tried.how().equals(failed)) {
          log.note("the outputs are not known to be safe: " + tried.how() + "; it goes on trying");
        }
        failed = tried.safe() == Truth.TRUE ? "" : tried.how();
        var heard = hear(tried);
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private GuardEvent.Tried tried(GuardEffect effect) {
    try {
      var how =
          effect instanceof GuardEffect.MakeSafe
              ? words(plan.outputs().makeSafe(lane))
              : "looked at";
      var safe = plan.outputs().safe(lane);
      return new GuardEvent.Tried(
          safe,
          safe == Truth.TRUE || !how.equals("done") ? how : "whether they are is " + safe.word());
    } catch (RuntimeException e) {
      // the thread that makes outputs safe must not end, whatever a family did wrong
      return new GuardEvent.Tried(
          Truth.UNKNOWN,
          String.format(Locale.ROOT, "%s (%s)", e.getMessage(), e.getClass().getSimpleName()));
    }
  }

  private static String words(Controls.Outcome outcome) {
    return switch (outcome) {
      case Controls.Outcome.Done _ -> "done";
      case Controls.Outcome.Refused(String why) -> "refused, " + why;
      case Controls.Outcome.Failed(String why) -> "failed, " + why;
      case Controls.Outcome.Unconfirmed(String why) -> "not confirmed, " + why;
    };
  }

  /**
   * Waits until it ends by itself.
   *
   * @return whether it did in time
   */
  public boolean await(Duration atMost) throws InterruptedException {
    return await(atMost, () -> ended);
  }

  /** Does what it does when the station is lost, waits for that, and ends. */
  public void terminate(Duration atMost) throws InterruptedException {
    var first = hear(new GuardEvent.Ended());
    boolean done = await(atMost, () -> !state.phase().acts());
    log.note(
        done
            ? "the guard was told to end, and ends"
            : "the guard was told to end, and ends though the outputs are not known to be safe");
    close();
  }

  private boolean await(Duration atMost, BooleanSupplier what) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    synchronized (moved) {
      while (!what.getAsBoolean()) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        moved.wait(left);
      }
      return true;
    }
  }

  @Override
  public void close() {
    closed = true;
    door.close();
    lane.close();
    hand.interrupt();
    ticking.interrupt();
    log.close();
    try {
      alone.close();
    } catch (IOException e) {
      // the lock ends with the process
    }
  }
}
