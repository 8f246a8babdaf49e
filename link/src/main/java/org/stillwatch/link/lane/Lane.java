package org.stillwatch.link.lane;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.instrument.SteadyClock;

/**
 * All traffic to one port. Whoever wants to speak takes the lane for a {@link Conversation}; polls,
 * commands and clients take turns by construction. The port is opened when it is first needed, and
 * again with growing pauses after it was lost; only polls wait for these, a command tries at once.
 *
 * <p>Reading a serial port blocks in native code, so a poll belongs on a thread of the platform.
 */
public final class Lane implements AutoCloseable {

  /** A line that is never quiet is given up on after so long. */
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(2);

  /** Of what was not asked for, so much is kept. */
  private static final int SURPLUS = 256;

  /** After an answer that failed nothing may come for so long: some characters at 1200 baud. */
  private static final Duration QUIET = Duration.ofMillis(20);

  /** Who else has the port open is not looked for more often. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Port port;
  private final SteadyClock clock;
  private final Gate gate = new Gate();
  private final Backoff backoff = new Backoff();
  private final byte[] buffer = new byte[4096];
  private volatile Manners manners;
  private volatile boolean closed;
  private volatile @Nullable Connection connection;
  private int first;
  private int end;
  private Optional<Long> notBefore = Optional.empty();
  private Optional<Long> lateUntil = Optional.empty();
  private Optional<Long> endedAt = Optional.empty();
  private Optional<Long> lookedAt = Optional.empty();
  private String others = "";
  private String lostWhy = "";
  private boolean patient = true;
  private volatile byte[] greeting = {};
  private final AtomicLong opened = new AtomicLong();

  public Lane(Port port, Manners manners, SteadyClock clock) {
    this.port = port;
    this.manners = manners;
    this.clock = clock;
  }

  public String name() {
    return port.name();
  }

  /** How often the port was opened. A device that restarts then has forgotten what it was told. */
  public long opened() {
    return opened.get();
  }

  /**
   * What the device said by itself while it was left alone after the port was opened, its first
   * bytes; no answer to anything.
   */
  public byte[] greeting() {
    return greeting.clone();
  }

  /**
   * Other programs that have the port open and so take its answers: a clause to go after what went
   * wrong, such as {@code ; python3 (process 1234) has the port open, too}; empty when there are
   * none.
   */
  public synchronized String others() {
    long now = clock.nanos();
    if (lookedAt.isEmpty() || now - lookedAt.get() >= LOOK.toNanos()) {
      lookedAt = Optional.of(now);
      var found = port.others();
      others =
          found.isEmpty()
              ? ""
              : "; "
                  + String.join(" and ", found)
                  + (found.size() == 1 ? " has" : " have")
                  + " the port open, too";
    }
    return others;
  }

  /** One more that speaks on this lane, with manners of its own. */
  void joinedBy(Manners other) {
    manners = manners.and(other);
  }

  Port port() {
    return port;
  }

  /** Takes the lane when it is free, and gives it back after the conversation. */
  public <T> T converse(Urgency urgency, Function<Conversation, T> talk) {
    gate.enter(urgency);
    try {
      patient = urgency == Urgency.POLL;
      return talk.apply(new Conversation(this));
    } finally {
      gate.leave();
    }
  }

  /** One request and its answer. */
  public Answer ask(Urgency urgency, byte[] request, Framing framing, Duration deadline) {
    return converse(urgency, conversation -> conversation.ask(request, framing, deadline));
  }

  Answer exchange(byte[] request, Framing framing, Duration deadline) {
    boolean sent = false;
    try {
      var open = ready();
      sent = true; // even when that fails, some of it may be
      open.write(request);
      long began = clock.nanos();
      if (manners.echo() && !echoed(open, request, began + deadline.toNanos())) {
        return failed(new Answer.Silent(deadline));
      }
      return listen(open, framing, began, deadline);
    } catch (IOException e) {
      return lost(e, sent);
    }
  }

  Answer hear(Framing framing, Duration deadline) {
    try {
      return listen(ready(false), framing, clock.nanos(), deadline);
    } catch (IOException e) {
      return lost(e, true);
    }
  }

  byte[] surplus(Duration length) {
    var open = connection;
    var came = new ByteArrayOutputStream();
    if (open != null) {
      try {
        long until = clock.nanos() + length.toNanos();
        while (available(open, until)) {
          if (came.size() < SURPLUS) {
            came.write(buffer[first]);
          }
          first++;
        }
      } catch (IOException e) {
        var told = lost(e, true); // and again to whoever asks next
      }
    }
    return came.toByteArray();
  }

  Optional<Answer.Lost> tell(byte[] bytes) {
    boolean sent = false;
    try {
      var open = ready();
      sent = true;
      open.write(bytes);
      if (manners.echo()) {
        boolean came = echoed(open, bytes, clock.nanos() + manners.late().toNanos());
        lateUntil = came ? lateUntil : Optional.of(clock.nanos() + manners.late().toNanos());
      }
      endedAt = Optional.of(clock.nanos());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(lost(e, sent));
    }
  }

  void rest(Duration length) {
    clock.rest(length);
  }

  private Answer listen(Connection open, Framing framing, long sent, Duration deadline)
      throws IOException {
    FrameState state = framing.begin();
    long until = sent + deadline.toNanos();
    while (state instanceof FrameState.Wanting wanting) {
      if (!available(open, until)) {
        var soFar = wanting.soFar();
        return failed(
            soFar.length == 0 ? new Answer.Silent(deadline) : new Answer.Cut(soFar, deadline));
      }
      state = wanting.take(buffer[first++]);
    }
    return switch (state) {
      case FrameState.Complete(byte[] frame) -> {
        endedAt = Optional.of(clock.nanos());
        backoff.worked();
        yield new Answer.Complete(frame, Duration.ofNanos(clock.nanos() - sent));
      }
      case FrameState.Broken(byte[] soFar, String why) -> failed(new Answer.Broken(soFar, why));
      case FrameState.Wanting _ -> throw new IllegalStateException("the loop ended too soon");
    };
  }

  /** Whether there is a byte, waiting for one until then. */
  private boolean available(Connection open, long until) throws IOException {
    while (first == end) {
      long left = until - clock.nanos();
      first = 0;
      end = 0;
      end = open.read(buffer, Duration.ofNanos(Math.max(0, left)));
      if (end == 0 && until - clock.nanos() <= 0) {
        return false;
      }
    }
    return true;
  }

  private boolean echoed(Connection open, byte[] request, long until) throws IOException {
    for (byte each : request) {
      if (!available(open, until) || buffer[first++] != each) {
        return false;
      }
    }
    return true;
  }

  private Answer failed(Answer answer) {
    lateUntil = Optional.of(clock.nanos() + manners.late().toNanos());
    endedAt = Optional.of(clock.nanos());
    return answer;
  }

  private Connection ready() throws IOException {
    return ready(true);
  }

  /** The open port, quiet and rested. */
  private Connection ready(boolean quiet) throws IOException {
    if (closed) {
      throw new IOException("is closed");
    }
    var open = connection;
    if (open == null) {
      if (patient && notBefore.isPresent() && notBefore.get() - clock.nanos() > 0) {
        throw new StillWaiting();
      }
      open = port.open();
      connection = open;
      opened.incrementAndGet();
      first = 0;
      end = 0;
      lateUntil = Optional.empty();
      if (manners.settle().isPositive()) {
        clock.rest(manners.settle());
        int said = open.read(buffer, Duration.ZERO);
        greeting = Arrays.copyOf(buffer, Math.min(said, SURPLUS));
      }
    }
    if (quiet) {
      restFor(endedAt, manners.gap());
      drain(open);
    }
    if (closed) {
      throw new IOException("is closed");
    }
    return open;
  }

  private void restFor(Optional<Long> since, Duration gap) {
    since
        .map(at -> at + gap.toNanos() - clock.nanos())
        .filter(left -> left > 0)
        .ifPresent(left -> clock.rest(Duration.ofNanos(left)));
  }

  /** Throws away what is there, and what may still come late. */
  private void drain(Connection open) throws IOException {
    first = 0;
    end = 0;
    long began = clock.nanos();
    boolean failed = lateUntil.isPresent();
    long until = lateUntil.orElse(began);
    lateUntil = Optional.empty();
    while (true) {
      long left = Math.max(until - clock.nanos(), failed ? QUIET.toNanos() : 0);
      int came = open.read(buffer, Duration.ofNanos(left));
      if (came == 0 && until - clock.nanos() <= 0) {
        return;
      }
      if (clock.nanos() - began > LONGEST_DRAIN.plus(manners.late()).toNanos()) {
        throw new IOException("is never quiet; does the device send without being asked?");
      }
    }
  }

  private Answer.Lost lost(IOException e, boolean sent) {
    long now = clock.nanos();
    if (!(e instanceof StillWaiting)) {
      drop();
      lostWhy = String.valueOf(e.getMessage());
      notBefore = Optional.of(now + backoff.next().toNanos());
    }
    return new Answer.Lost(
        port.name() + " " + lostWhy,
        Duration.ofNanos(notBefore.map(at -> at - now).orElse(0L)),
        sent);
  }

  private void drop() {
    var open = connection;
    connection = null;
    first = 0;
    end = 0;
    if (open != null) {
      open.close();
    }
  }

  /** Ends it; who waits for an answer gets that it is lost. */
  @Override
  public void close() {
    closed = true;
    var open = connection;
    if (open != null) {
      open.close();
    }
  }

  /** It is not yet time to try again. */
  private static final class StillWaiting extends IOException {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
