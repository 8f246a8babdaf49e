package org.stillwatch.simulators.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Any device behind a cable that spoils its replies: the next so many, all, some by chance, or one
 * every so often. Told what to do by tests and by the command line, also while it is in use.
 */
public final class MisbehavingDevice implements WireDevice {

  private static final int LONGEST_GARBAGE = 30;

  /** Which replies are spoilt. */
  private sealed interface When {
    record Never() implements When {}

    record Always() implements When {}

    record Chance(double share) implements When {}

    record Every(Duration period) implements When {}
  }

  private final WireDevice device;
  private final Random random;
  private final Deque<Misbehaviour> next = new ArrayDeque<>();
  private final List<Act.Send> held = new ArrayList<>();
  private Misbehaviour usual = new Misbehaviour.Silence();
  private When when = new When.Never();
  private Duration due = Duration.ZERO;
  private long spoilt;
  private long replies;

  /**
   * @param seed of all chance; the same seed and the same bytes give the same faults
   */
  public MisbehavingDevice(WireDevice device, long seed) {
    this.device = device;
    this.random = new Random(seed);
  }

  /** Spoils the next replies, whatever else was asked. */
  public synchronized void next(int replies, Misbehaviour fault) {
    for (int i = 0; i < replies; i++) {
      next.add(fault);
    }
  }

  public synchronized void always(Misbehaviour fault) {
    usual = fault;
    when = new When.Always();
  }

  /**
   * @param share of replies that are spoilt, 0 to 1
   */
  public synchronized void chance(Misbehaviour fault, double share) {
    usual = fault;
    when = new When.Chance(share);
  }

  /** Spoils the first reply of each period, but not of the first one. */
  public synchronized void every(Misbehaviour fault, Duration period) {
    usual = fault;
    when = new When.Every(period);
    due = period;
  }

  /** From now on all is well; a reply that was held back stays lost. */
  public synchronized void behave() {
    next.clear();
    held.clear();
    when = new When.Never();
  }

  /** How many replies were spoilt so far. */
  public synchronized long spoilt() {
    return spoilt;
  }

  /** How many replies the device gave so far, spoilt or not. */
  public synchronized long replies() {
    return replies;
  }

  @Override
  public synchronized List<Act> opened(Duration now) {
    held.clear();
    return device.opened(now);
  }

  @Override
  public synchronized List<Act> receive(byte b, Duration now) {
    var acts = device.receive(b, now);
    if (acts.isEmpty()) {
      return acts;
    }
    replies++;
    var fault = fault(now);
    var out = new ArrayList<Act>();
    for (var late : held) {
      out.add(new Act.Send(late.bytes(), Duration.ZERO));
    }
    held.clear();
    if (fault.isEmpty()) {
      out.addAll(acts);
      return out;
    }
    spoilt++;
    for (var act : acts) {
      switch (act) {
        case Act.Send send -> out.addAll(spoil(fault.get(), send));
        case Act.Unplug unplug -> out.add(unplug);
      }
    }
    return out;
  }

  private Optional<Misbehaviour> fault(Duration now) {
    if (!next.isEmpty()) {
      return Optional.of(next.remove());
    }
    boolean spoil =
        switch (when) {
          case When.Never() -> false;
          case When.Always() -> true;
          case When.Chance(double share) -> random.nextDouble() < share;
          case When.Every(Duration period) -> {
            boolean is = now.compareTo(due) >= 0;
            while (now.compareTo(due) >= 0) {
              due = due.plus(period);
            }
            yield is;
          }
        };
    return spoil ? Optional.of(usual) : Optional.empty();
  }

  private List<Act> spoil(Misbehaviour fault, Act.Send good) {
    var bytes = good.bytes();
    return switch (fault) {
      case Misbehaviour.Silence() -> List.of();
      case Misbehaviour.Truncate() -> {
        int length = bytes.length < 2 ? 0 : 1 + random.nextInt(bytes.length - 1);
        var part = new byte[length];
        System.arraycopy(bytes, 0, part, 0, length);
        yield List.of(new Act.Send(part, good.after()));
      }
      case Misbehaviour.Garbage() -> {
        var garbage = new byte[1 + random.nextInt(LONGEST_GARBAGE)];
        random.nextBytes(garbage);
        yield List.of(new Act.Send(garbage, good.after()));
      }
      case Misbehaviour.Late() -> {
        held.add(good);
        yield List.of();
      }
      case Misbehaviour.Slow(Duration by) -> List.of(new Act.Send(bytes, good.after().plus(by)));
      case Misbehaviour.WrongAddress() ->
          device
              .fromAnother(bytes)
              .<List<Act>>map(other -> List.of(new Act.Send(other, good.after())))
              .orElse(List.of());
      case Misbehaviour.LineFeed() -> {
        var more = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, more, 0, bytes.length);
        more[bytes.length] = '\n';
        yield List.of(new Act.Send(more, good.after()));
      }
      case Misbehaviour.Unplug(Duration length) -> List.of(new Act.Unplug(length));
      case Misbehaviour.Noise() ->
          List.of(new Act.Send(Uart.misread(bytes, wrongBaud(), device.baud()), good.after()));
    };
  }

  private int wrongBaud() {
    return device.baud() == 9600 ? 4800 : 9600;
  }

  @Override
  public int baud() {
    return device.baud();
  }

  @Override
  public Optional<byte[]> fromAnother(byte[] reply) {
    return device.fromAnother(reply);
  }
}
