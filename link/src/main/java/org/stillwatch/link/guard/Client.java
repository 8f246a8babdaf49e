package org.stillwatch.link.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.stillwatch.link.lane.Framing;

/** One that is connected to a guard. Its first line says what it wants: LINE or WATCH. */
final class Client implements AutoCloseable {

  static final String WATCH = "WATCH";

  private static final int LONGEST_REQUEST = 4096;
  private static final Duration FOR_EVER = Duration.ofDays(365);

  /** A client that does not take its answer is stopped, or gone. */
  private static final Duration TAKES = Duration.ofSeconds(2);

  private final Wire wire;
  private final LineGuard guard;
  private volatile long heardAt = System.nanoTime();

  Client(Wire wire, LineGuard guard) {
    this.wire = wire;
    this.guard = guard;
  }

  /** When it said something last. */
  long heardAt() {
    return heardAt;
  }

  /** Returns when the client went away, or said what makes no sense. */
  void serve() {
    try (wire) {
      var first = wire.line(FOR_EVER).orElse("").strip();
      switch (first) {
        case GuardPort.LINE -> {
          wire.write(GuardPort.WELCOME, TAKES);
          line();
        }
        case WATCH -> {
          wire.write(GuardPort.WELCOME, TAKES);
          watch();
        }
        default -> say("expected LINE or WATCH in the first line");
      }
    } catch (IOException e) {
      say(String.valueOf(e.getMessage()));
    }
  }

  /** The last word before it is closed; best effort. */
  private void say(String sentence) {
    try {
      wire.write("! " + sentence + "; the connection ends", Duration.ofMillis(100));
    } catch (IOException e) {
      // it is gone
    } finally {
      wire.close();
    }
  }

  private void line() throws IOException {
    var framing = Framing.endedBy(guard.plan().terminator(), LONGEST_REQUEST);
    while (true) {
      var request = wire.frame(framing, FOR_EVER);
      heardAt = System.nanoTime();
      if (request.isPresent()) {
        wire.write(guard.exchange(request.get()), TAKES);
      }
    }
  }

  private void watch() throws IOException {
    while (true) {
      var line = wire.line(FOR_EVER).orElse("");
      heardAt = System.nanoTime();
      if (!hear(line)) {
        say("expected beat armed, beat idle, state, safe WHY, seen N or bye");
        return;
      }
    }
  }

  private boolean hear(String line) throws IOException {
    int blank = line.indexOf(' ');
    var word = blank < 0 ? line : line.substring(0, blank);
    var rest = blank < 0 ? "" : line.substring(blank + 1);
    switch (word) {
      case "beat" -> {
        if (!rest.equals("armed") && !rest.equals("idle")) {
          return false;
        }
        tell(guard.hear(new GuardEvent.Beat(rest.equals("armed"))));
      }
      case "safe" -> tell(guard.hear(new GuardEvent.Asked(printable(rest))));
      case "bye" -> tell(guard.hear(new GuardEvent.Bye()));
      case "state" -> wire.write(guard.told(), TAKES);
      case "seen" -> {
        if (!rest.matches("\\d{1,18}")) {
          return false;
        }
        guard.log().seen(Long.parseLong(rest));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void tell(GuardState heard) throws IOException {
    var text = new StringBuilder();
    for (var note : guard.log().unseen()) {
      text.append("note %d %s %s\n".formatted(note.number(), note.at(), note.text()));
    }
    wire.write(text.append(guard.told()).toString(), TAKES);
  }

  private static String printable(String text) {
    var known = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return known.replaceAll("\\p{Cntrl}", " ").strip();
  }

  @Override
  public void close() {
    wire.close();
  }
}
