package org.stillwatch.web;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;

/**
 * Gathers the body of a request as it comes. Of one that is too large the rest is read and thrown
 * away up to a bound: a connection that is closed with bytes unread takes its answer with it.
 */
final class RequestBody implements Runnable {

  private static final int THROWN_AWAY = 16;

  private final Content.Source source;
  private final int most;
  private final CompletableFuture<byte[]> whole;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private long length;

  /**
   * @param most bytes that a body may have
   */
  RequestBody(Content.Source source, int most, CompletableFuture<byte[]> whole) {
    this.source = source;
    this.most = most;
    this.whole = whole;
  }

  /** Takes what is there, and comes again when there is more. */
  @Override
  public void run() {
    while (true) {
      var chunk = source.read();
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        whole.completeExceptionally(chunk.getFailure());
        return;
      }
      length += chunk.remaining();
      if (length <= most) {
        var bytes = new byte[chunk.remaining()];
        chunk.getByteBuffer().get(bytes);
        body.writeBytes(bytes);
      }
      boolean last = chunk.isLast();
      chunk.release();
      if (last || length > (long) THROWN_AWAY * most) {
        end();
        return;
      }
    }
  }

  private void end() {
    if (length > most) {
      whole.completeExceptionally(new TooLarge());
    } else {
      whole.complete(body.toByteArray());
    }
  }

  /** The body has more bytes than it may have. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
