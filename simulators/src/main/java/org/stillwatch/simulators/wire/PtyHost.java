package org.stillwatch.simulators.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device on a pseudo terminal, which a program opens as it would a serial port. A link gives it a
 * name that stays the same when the cable is pulled and put back. Linux and macOS.
 */
public final class PtyHost implements WireHost {

  /** How often it is looked whether the host was closed. */
  private static final int LOOK_MILLIS = 50;

  /** How often it is looked whether a client has come. */
  private static final int CLIENT_MILLIS = 2;

  private final WireDevice device;
  private final Optional<Path> link;
  private final boolean pace;
  private final Line.Wall wall = new Line.Wall(System.nanoTime());
  private @Nullable Pty pty;
  private @Nullable Thread serving;
  private Path slave = Path.of("");
  private boolean closed;

  /**
   * @param link a symbolic link to the pseudo terminal, removed at the end; must not be there yet,
   *     unless it is a link whose target is gone
   * @param pace whether bytes take their time at the device's speed
   * @throws IOException with one sentence when this system has none, or the link cannot be made
   */
  public PtyHost(WireDevice device, Optional<Path> link, boolean pace) throws IOException {
    this.device = device;
    this.link = link;
    this.pace = pace;
    if (link.isPresent() && Files.exists(link.get())) {
      throw new IOException(
          link.get() + " is there already; give another name for the link, or remove it");
    }
    plug();
  }

  /** Whether this system has pseudo terminals. */
  public static boolean isPossible() {
    return Pty.isHere();
  }

  @Override
  public synchronized String where() {
    return link.orElse(slave).toString();
  }

  private synchronized void plug() throws IOException {
    var made = new Pty();
    pty = made;
    slave = made.slave();
    if (link.isPresent()) {
      try {
        if (Files.isSymbolicLink(link.get())) {
          Files.delete(link.get()); // leads nowhere: the pseudo terminal is gone
        }
        var here = Files.createSymbolicLink(link.get(), slave);
      } catch (IOException e) {
        made.close();
        throw new IOException("cannot make the link " + link.get() + ": " + e.getMessage(), e);
      }
    }
    serving =
        Thread.ofPlatform().daemon().name("simulated device " + slave).start(() -> serve(made));
  }

  private void serve(Pty made) {
    Line line = null;
    try {
      var bytes = new byte[256];
      while (!Thread.currentThread().isInterrupted()) {
        var seen = made.look(LOOK_MILLIS);
        if (seen == Pty.Seen.HUNG_UP) {
          if (line != null) {
            line.close();
            line = null;
          }
          Thread.sleep(CLIENT_MILLIS);
          continue;
        }
        if (line == null) {
          line = new Line(device, wall, pace, made::write, this::pull);
          line.open();
        }
        if (seen == Pty.Seen.BYTES) {
          line.hear(bytes, made.read(bytes));
        }
      }
    } catch (InterruptedException e) {
      // unplugged
    } catch (IOException e) {
      throw new UncheckedIOException(made.slave() + " cannot be served any more", e);
    } finally {
      if (line != null) {
        line.close();
      }
      made.close();
    }
  }

  private void pull(Duration length) {
    var pulling =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    unplug();
                    Thread.sleep(length);
                    plugIn();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  @Override
  public synchronized void unplug() {
    if (pty == null || serving == null) {
      return;
    }
    try {
      serving.interrupt();
      serving.join();
      pty = null;
      if (link.isPresent()) {
        var removed = Files.deleteIfExists(link.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the link " + link, e);
    }
  }

  @Override
  public synchronized void plugIn() {
    if (pty != null || closed) {
      return;
    }
    try {
      plug();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    unplug();
  }
}
