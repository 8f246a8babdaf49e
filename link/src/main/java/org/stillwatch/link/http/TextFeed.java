package org.stillwatch.link.http;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The text messages of a WebSocket. Does not connect by itself: who uses it looks whether it is
 * {@link #isOpen} and opens it again. A feed whose messages are not taken is closed, so that what
 * it says is never a part without a beginning.
 */
public final class TextFeed implements AutoCloseable {

  private static final int LONGEST = 8 << 20;

  private final HttpLink link;
  private final Duration timeout;
  private final BlockingQueue<String> messages;
  private final AtomicReference<@Nullable Socket> open = new AtomicReference<>();

  /**
   * @param capacity how many messages are kept until they are taken
   */
  public TextFeed(HttpLink link, Duration timeout, int capacity) {
    this.link = link;
    this.timeout = timeout;
    this.messages = new ArrayBlockingQueue<>(capacity);
  }

  /** One connection; what it says after its end is not heard. */
  private final class Socket implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();
    private volatile @Nullable WebSocket under;

    @Override
    public void onOpen(WebSocket socket) {
      under = socket;
      socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (part.length() > LONGEST) {
        end(socket);
      } else if (last) {
        if (open.get() == this && !messages.offer(part.toString())) {
          end(socket);
        }
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      end(socket);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      end(socket);
    }

    /** What is gone without a word is ended from this side. */
    private void abort() {
      var socket = under;
      if (socket != null) {
        socket.abort();
      }
    }

    private void end(WebSocket socket) {
      var same = open.compareAndSet(this, null);
      socket.abort();
    }
  }

  /**
   * Opens it and sends texts.
   *
   * @param path with its query, from a slash
   * @return why not, one clause; empty when it is open
   */
  public Optional<String> open(String path, List<String> greetings) {
    var listener = new Socket();
    messages.clear();
    open.set(listener);
    var address = URI.create(link.server().toString().replaceFirst("^http", "ws") + path);
    var opening = link.client().newWebSocketBuilder().buildAsync(address, listener);
    try {
      var socket = opening.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      for (var greeting : greetings) {
        var sent = socket.sendText(greeting, true).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      }
      return Optional.empty();
    } catch (ExecutionException e) {
      open.set(null);
      var cause = e.getCause();
      return Optional.of(HttpWords.why(cause == null ? e : cause, link.server(), link.trust()));
    } catch (TimeoutException e) {
      open.set(null);
      opening.cancel(true);
      return Optional.of(HttpWords.why(e, link.server(), link.trust()));
    } catch (InterruptedException e) {
      open.set(null);
      opening.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.of("the connection to " + link.shown() + " was broken off");
    }
  }

  public boolean isOpen() {
    return open.get() != null;
  }

  /**
   * The messages that have come, in order; waits for the first.
   *
   * @return empty when none came, or this thread was interrupted, which it then still is
   */
  public List<String> take(Duration atMost) {
    var taken = new ArrayList<String>();
    try {
      var first = messages.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
      if (first != null) {
        taken.add(first);
        messages.drainTo(taken);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return taken;
  }

  /** Ends the connection; it may be opened again. */
  @Override
  public void close() {
    var last = open.getAndSet(null);
    if (last != null) {
      last.abort();
    }
  }
}
