package org.stillwatch.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.stillwatch.link.lane.Connection;
import org.stillwatch.link.lane.Port;
import org.stillwatch.simulators.wire.WireDevice;

/**
 * A port with a simulated device at its other end, on a clock that does not wait: a day of polls
 * takes seconds. Used by one thread, but closed by any.
 */
public final class DevicePort implements Port {

  /** A byte for the client; the bytes of one device come in the order in which it says them. */
  private record Coming(long at, byte value) {}

  private final String name;
  private final FakeTime time;
  private final WireDevice device;
  private final Deque<Coming> coming = new ArrayDeque<>();
  private long unpluggedUntil = Long.MIN_VALUE;
  private long lastAt = Long.MIN_VALUE;
  private int opened;

  public DevicePort(String name, FakeTime time, WireDevice device) {
    this.name = name;
    this.time = time;
    this.device = device;
  }

  @Override
  public String name() {
    return name;
  }

  /** How often it was opened. */
  public int opened() {
    return opened;
  }

  /** How many bytes wait to be read, now or later. */
  public int waiting() {
    return coming.size();
  }

  /** Pulls the cable for so long. */
  public void unplug(Duration length) {
    unpluggedUntil = time.nanos() + length.toNanos();
    coming.clear();
  }

  private boolean isPluggedIn() {
    return time.nanos() >= unpluggedUntil;
  }

  @Override
  public Connection open() throws IOException {
    if (!isPluggedIn()) {
      throw new IOException("does not exist; is the device plugged in and switched on?");
    }
    opened++;
    coming.clear();
    lastAt = time.nanos();
    happen(device.opened(Duration.ofNanos(time.nanos())));
    return new Open();
  }

  private void happen(List<WireDevice.Act> acts) {
    for (var act : acts) {
      switch (act) {
        case WireDevice.Act.Unplug(Duration length) -> unplug(length);
        case WireDevice.Act.Send(byte[] bytes, Duration after) -> {
          lastAt = Math.max(lastAt, time.nanos() + after.toNanos());
          for (byte value : bytes) {
            coming.add(new Coming(lastAt, value));
          }
        }
      }
    }
  }

  private final class Open implements Connection {
    private final int number = opened;
    private volatile boolean closed;

    @Override
    public void write(byte[] bytes) throws IOException {
      check();
      for (byte value : bytes) {
        happen(device.receive(value, Duration.ofNanos(time.nanos())));
      }
    }

    @Override
    public int read(byte[] into, Duration atMost) throws IOException {
      check();
      long until = time.nanos() + atMost.toNanos();
      var next = coming.peek();
      if (next == null || next.at > until) {
        time.rest(atMost);
        check();
        return 0;
      }
      time.rest(Duration.ofNanos(next.at - time.nanos()));
      int count = 0;
      for (next = coming.peek();
          count < into.length && next != null && next.at <= time.nanos();
          next = coming.peek()) {
        into[count++] = coming.remove().value;
      }
      return count;
    }

    private void check() throws IOException {
      if (closed || number != opened || !isPluggedIn()) {
        throw new IOException("was lost; was it unplugged?");
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
