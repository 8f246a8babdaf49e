package org.stillwatch.link.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillwatch.core.instrument.Controls.Outcome;

/** The station's side, with guards that do what they should not. */
class GuardClientTest {

  private static final Duration SHORT = Duration.ofMillis(700);
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path data = Path.of("");
  private Optional<ServerSocketChannel> server = Optional.empty();

  @AfterEach
  void close() throws IOException {
    if (server.isPresent()) {
      server.get().close();
    }
  }

  /** A guard that says this to each line; nothing at all when that is empty, and ends at "end". */
  private GuardPlace guard(Function<String, String> says) throws IOException {
    var place = GuardPlace.of(data, "hv1");
    place.prepare();
    var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(place.socket()));
    server = Optional.of(listening);
    var accepting =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (listening.isOpen()) {
                    try {
                      serve(listening.accept(), says);
                    } catch (IOException e) {
                      // closed, or the client went away
                    }
                  }
                });
    return place;
  }

  private static void serve(SocketChannel channel, Function<String, String> says)
      throws IOException {
    try (var wire = new Wire(channel)) {
      while (true) {
        var line = wire.line(LONG).orElse("");
        var answer = line.equals(Client.WATCH) ? GuardPort.WELCOME : says.apply(line);
        if (answer.equals("end")) {
          return;
        }
        if (!answer.isEmpty()) {
          wire.write(answer, LONG);
        }
      }
    }
  }

  @Test
  void aGuardThatGoesAwayAfterItWasAskedIsNotSaidToHaveMadeTheOutputsSafe() throws IOException {
    var place = guard(line -> line.startsWith("safe ") ? "state asked there the gas" : "end");
    try (var client = new GuardClient(place, note -> {})) {
      assertInstanceOf(Outcome.Unconfirmed.class, client.makeSafe("the gas", SHORT));
    }
  }

  @Test
  void nobodyIsToldThatOutputsAreSafeSinceSomebodyElseGaveUp() throws Exception {
    var place = guard(line -> line.startsWith("safe ") ? "" : "state watched there");
    try (var client = new GuardClient(place, note -> {})) {
      var first = new FutureTask<>(() -> client.makeSafe("first", SHORT));
      var second = new FutureTask<>(() -> client.makeSafe("second", SHORT.multipliedBy(2)));
      var one = Thread.ofPlatform().start(first);
      var other = Thread.ofPlatform().start(second);
      assertInstanceOf(Outcome.Failed.class, first.get(30, TimeUnit.SECONDS));
      assertInstanceOf(Outcome.Failed.class, second.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void whoeverWritesDownWhatAGuardDidHoldsUpNeitherHeartbeatsNorWhatMakesSafe() throws Exception {
    var beats = new AtomicInteger();
    var enough = new CountDownLatch(3);
    var note = "note 1 2026-11-21T10:00:00Z the outputs are made safe\n";
    var place =
        guard(
            line -> {
              if (line.startsWith("beat") && beats.incrementAndGet() > 0) {
                enough.countDown();
              }
              return line.startsWith("seen") ? "" : note + "state watched there";
            });
    var told = new AtomicInteger();
    var hangs = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    try (var client =
        new GuardClient(
            place,
            each -> {
              told.incrementAndGet();
              begun.countDown();
              try {
                assertTrue(hangs.await(30, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            })) {
      client.alive(true);
      assertTrue(begun.await(30, TimeUnit.SECONDS));
      while (!enough.await(5, TimeUnit.MILLISECONDS)) {
        client.alive(true);
        assertTrue(beats.get() < 100);
      }
      assertEquals(new Outcome.Done(0), client.makeSafe("the gas", LONG));
      assertEquals(1, told.get());
      assertFalse(client.unguarded().isPresent());
      hangs.countDown();
    }
  }
}
