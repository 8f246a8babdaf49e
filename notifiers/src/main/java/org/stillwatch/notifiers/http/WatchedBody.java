package org.stillwatch.notifiers.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A body that knows whether all of it was handed to the connection. The client asks for it only
 * once the connection stands, so before that no server can have taken it.
 */
final class WatchedBody implements BodyPublisher {

  private final BodyPublisher body;
  private final AtomicLong left;

  WatchedBody(byte[] bytes) {
    body = BodyPublishers.ofByteArray(bytes);
    left = new AtomicLong(Math.max(1, bytes.length));
  }

  boolean isSent() {
    return left.get() <= 0;
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> connection) {
    body.subscribe(
        new Subscriber<ByteBuffer>() {
          @Override
          public void onSubscribe(Subscription subscription) {
            connection.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer bytes) {
            // counted before it is handed on: from then on it may arrive
            left.addAndGet(-bytes.remaining());
            connection.onNext(bytes);
          }

          @Override
          public void onError(Throwable broken) {
            connection.onError(broken);
          }

          @Override
          public void onComplete() {
            left.set(0);
            connection.onComplete();
          }
        });
  }
}
