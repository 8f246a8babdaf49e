package org.stillwatch.link.guard;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillwatch.link.lane.FrameState;
import org.stillwatch.link.lane.Framing;

/**
 * One end of a connection between a station and a guard. Everything has a deadline: the other end
 * may be stopped. Used by one thread, but closed by any.
 */
final class Wire implements AutoCloseable {

  /** Lines of a heartbeat connection, and the first line of each. */
  static final Framing LINE = Framing.endedBy("\n", 1024);

  /** There is no guard at the other end. */
  static final class Absent extends IOException {
    private static final long serialVersionUID = 1;

    Absent(IOException cause) {
      super("is not running", cause);
    }
  }

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer in = ByteBuffer.allocate(4096).flip();
  private FrameState.@Nullable Wanting partial;

  Wire(SocketChannel channel) throws IOException {
    this.channel = channel;
    try {
      channel.configureBlocking(false);
      selector = Selector.open();
      key = channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Connects to a guard.
   *
   * @throws IOException its message is a clause that goes with the name of the guard
   */
  static Wire connect(Path socket) throws IOException {
    SocketChannel channel;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException("cannot be reached: this system has no local sockets", e);
    }
    try {
      channel.configureBlocking(false);
      if (channel.connect(UnixDomainSocketAddress.of(socket))) {
        return new Wire(channel);
      }
      throw new IOException("does not answer");
    } catch (ConnectException e) {
      channel.close();
      throw new Absent(e);
    } catch (IOException e) {
      channel.close();
      // a guard that stands still no longer takes clients, and then the system refuses more
      throw Files.exists(socket) ? new IOException("does not answer", e) : new Absent(e);
    }
  }

  /**
   * @return how many bytes came; 0 when none did in time
   */
  int read(byte[] into, Duration atMost) throws IOException {
    if (!in.hasRemaining() && !fill(atMost)) {
      return 0;
    }
    int count = Math.min(into.length, in.remaining());
    in.get(into, 0, count);
    return count;
  }

  /**
   * The next frame; what came of it so far is kept when it does not end in time.
   *
   * @throws IOException also when it is too long
   */
  Optional<byte[]> frame(Framing framing, Duration atMost) throws IOException {
    long until = System.nanoTime() + atMost.toNanos();
    var wanting = partial == null ? framing.begin() : partial;
    while (true) {
      if (!in.hasRemaining() && !fill(Duration.ofNanos(until - System.nanoTime()))) {
        partial = wanting;
        return Optional.empty();
      }
      switch (wanting.take(in.get())) {
        case FrameState.Wanting more -> wanting = more;
        case FrameState.Complete(byte[] frame) -> {
          partial = null;
          return Optional.of(frame);
        }
        case FrameState.Broken(byte[] _, String why) -> throw new IOException(why);
      }
    }
  }

  /** A line of text. */
  Optional<String> line(Duration atMost) throws IOException {
    return frame(LINE, atMost).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Whether a byte came in time. */
  private boolean fill(Duration atMost) throws IOException {
    long until = System.nanoTime() + atMost.toNanos();
    in.clear();
    try {
      for (int n = channel.read(in); n <= 0; n = channel.read(in)) {
        if (n < 0) {
          throw new EOFException("ended");
        }
        long left = until - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        await(SelectionKey.OP_READ, left);
      }
      return true;
    } finally {
      in.flip();
    }
  }

  void write(String line, Duration atMost) throws IOException {
    write((line + "\n").getBytes(StandardCharsets.UTF_8), atMost);
  }

  /**
   * Sends all of it.
   *
   * @throws IOException also when the other end does not take it in time
   */
  void write(byte[] bytes, Duration atMost) throws IOException {
    long until = System.nanoTime() + atMost.toNanos();
    var out = ByteBuffer.wrap(bytes);
    while (true) {
      int sent = channel.write(out);
      if (!out.hasRemaining()) {
        return;
      }
      long left = until - System.nanoTime();
      if (left <= 0) {
        throw new IOException("does not answer");
      }
      if (sent == 0) {
        await(SelectionKey.OP_WRITE, left);
      }
    }
  }

  private void await(int what, long nanos) throws IOException {
    try {
      key.interestOps(what);
      int ready = selector.select(Math.max(1, nanos / 1_000_000));
      selector.selectedKeys().clear();
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("is being closed");
      }
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new IOException("is closed", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      selector.close();
    } catch (IOException e) {
      // gone already
    }
  }
}
