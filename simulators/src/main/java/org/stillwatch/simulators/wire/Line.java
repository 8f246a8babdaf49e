package org.stillwatch.simulators.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One client's end of the cable to a device: feeds its bytes to the device and sends what the
 * device says at its time, a byte at a time when the line is paced.
 */
final class Line implements AutoCloseable {

  /** Where bytes to the client go. */
  interface Out {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  /** Pulls the cable for so long. */
  interface Puller {
    void pull(Duration length);
  }

  private record Due(WireDevice.Act act, long nanos) {}

  private final WireDevice device;
  private final Wall wall;
  private final long byteNanos;
  private final Out out;
  private final Puller puller;
  private final LinkedBlockingQueue<Due> queue = new LinkedBlockingQueue<>();
  private @Nullable Thread talking;
  private long heard = Long.MIN_VALUE;

  /** The time that all lines of a device share, and the lock that lets one at a time to it. */
  record Wall(long start) {
    Duration at(long nanos) {
      return Duration.ofNanos(nanos - start);
    }
  }

  /**
   * @param pace whether bytes take their time at the device's speed
   */
  Line(WireDevice device, Wall wall, boolean pace, Out out, Puller puller) {
    this.device = device;
    this.wall = wall;
    this.byteNanos = pace ? 1_000_000_000L * Uart.BITS / device.baud() : 0;
    this.out = out;
    this.puller = puller;
  }

  /** The client has opened it. */
  void open() {
    talking = Thread.ofPlatform().daemon().name("simulated device").start(this::talk);
    long now = System.nanoTime();
    synchronized (wall) {
      device.opened(wall.at(now)).forEach(act -> queue.add(due(act, now)));
    }
  }

  /** Bytes have come from the client. */
  void hear(byte[] bytes, int length) {
    long now = System.nanoTime();
    synchronized (wall) {
      for (int i = 0; i < length; i++) {
        heard = Math.max(heard, now) + byteNanos;
        for (var act : device.receive(bytes[i], wall.at(heard))) {
          queue.add(due(act, heard));
        }
      }
    }
  }

  private static Due due(WireDevice.Act act, long cause) {
    return switch (act) {
      case WireDevice.Act.Send send -> new Due(send, cause + send.after().toNanos());
      case WireDevice.Act.Unplug unplug -> new Due(unplug, cause);
    };
  }

  private void talk() {
    try {
      while (!Thread.interrupted()) {
        var due = queue.take();
        if (!waitUntil(due.nanos)) {
          return;
        }
        switch (due.act) {
          case WireDevice.Act.Unplug(Duration length) -> puller.pull(length);
          case WireDevice.Act.Send(byte[] bytes, Duration _) -> say(bytes);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // the client went away: its business
    }
  }

  private void say(byte[] bytes) throws IOException {
    if (byteNanos == 0) {
      out.write(bytes, 0, bytes.length);
      return;
    }
    long start = System.nanoTime();
    for (int i = 0; i < bytes.length; i++) {
      if (!waitUntil(start + (i + 1) * byteNanos)) {
        return;
      }
      out.write(bytes, i, 1);
    }
  }

  /** Whether it was waited for, and not interrupted. */
  private static boolean waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(left);
    }
    return !Thread.currentThread().isInterrupted();
  }

  /** What was not yet said is lost. */
  @Override
  public void close() {
    if (talking != null) {
      talking.interrupt();
    }
  }
}
