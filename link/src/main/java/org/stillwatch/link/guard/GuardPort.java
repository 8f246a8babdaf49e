package org.stillwatch.link.guard;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.stillwatch.link.lane.Connection;
import org.stillwatch.link.lane.Framing;
import org.stillwatch.link.lane.Port;

/**
 * The way to a device whose connection is owned by a guard: requests of one line, each with one
 * answer of one line. An answer that comes late is never taken for that to another request.
 *
 * @param terminator of requests and answers
 */
public record GuardPort(GuardPlace place, String terminator) implements Port {

  static final String REFUSED = "!refused ";
  static final String LOST = "!lost ";
  static final String SILENT = "!silent";
  static final String CUT = "!cut ";

  /** Before an answer of the device that begins as the words of the guard do. */
  static final String ANSWER = "!answer ";

  static final String LINE = "LINE";
  static final String WELCOME = "welcome";

  /** A guard answers at once, also when the device does not. */
  static final Duration PROMPT = Duration.ofSeconds(2);

  /**
   * Why the guard did not let a request pass, one clause; empty when the frame is an answer of the
   * device.
   */
  public static Optional<String> refusal(byte[] frame) {
    var text = new String(frame, StandardCharsets.ISO_8859_1);
    return text.startsWith(REFUSED)
        ? Optional.of(text.substring(REFUSED.length()))
        : Optional.empty();
  }

  @Override
  public String name() {
    return place.name();
  }

  @Override
  public String wire() {
    return place.socket().toString();
  }

  @Override
  public String toString() {
    return place.socket().toString();
  }

  @Override
  public Connection open() throws IOException {
    var wire = Wire.connect(place.socket());
    try {
      wire.write(LINE, PROMPT);
      var said = wire.line(PROMPT).orElseThrow(() -> new IOException("does not answer"));
      if (!said.equals(WELCOME)) {
        throw new IOException("says: " + said);
      }
      return new Open(wire, terminator);
    } catch (IOException e) {
      wire.close();
      throw told(e);
    }
  }

  private static IOException told(IOException e) {
    return e instanceof EOFException ? new IOException("ended the connection", e) : e;
  }

  private static final class Open implements Connection {
    private final Wire wire;
    private final byte[] end;
    private final Framing framing;
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private int matched;

    /** Requests without an answer so far. */
    private int unanswered;

    /** Of these, how many are no longer waited for. */
    private int late;

    Open(Wire wire, String terminator) {
      this.wire = wire;
      this.end = terminator.getBytes(StandardCharsets.ISO_8859_1);
      // longer than the device's longest, for the guard's word before it
      this.framing = Framing.endedBy(terminator, Framing.LONGEST + 64);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      ready = ByteBuffer.allocate(0);
      late = unanswered;
      for (byte each : bytes) {
        matched = each == end[matched] ? matched + 1 : each == end[0] ? 1 : 0;
        if (matched == end.length) {
          unanswered++;
          matched = 0;
        }
      }
      try {
        wire.write(bytes, PROMPT);
      } catch (IOException e) {
        throw told(e);
      }
    }

    @Override
    public int read(byte[] into, Duration atMost) throws IOException {
      long until = System.nanoTime() + atMost.toNanos();
      try {
        while (!ready.hasRemaining()) {
          var left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
          var frame = wire.frame(framing, left);
          if (frame.isEmpty()) {
            return 0;
          }
          unanswered = Math.max(0, unanswered - 1);
          if (late > 0) {
            late--;
          } else {
            ready = ByteBuffer.wrap(bytesOf(frame.get()));
          }
        }
      } catch (IOException e) {
        throw told(e);
      }
      int count = Math.min(into.length, ready.remaining());
      ready.get(into, 0, count);
      return count;
    }

    /** What the device would have put on the line. */
    private byte[] bytesOf(byte[] frame) throws IOException {
      var text = new String(frame, StandardCharsets.ISO_8859_1);
      if (text.equals(SILENT)) {
        return new byte[0];
      }
      if (text.startsWith(LOST)) {
        throw new IOException("says: " + text.substring(LOST.length()));
      }
      if (text.startsWith(CUT)) {
        return text.substring(CUT.length()).getBytes(StandardCharsets.ISO_8859_1);
      }
      var answer = text.startsWith(ANSWER) ? text.substring(ANSWER.length()) : text;
      var whole = new ByteArrayOutputStream();
      whole.writeBytes(answer.getBytes(StandardCharsets.ISO_8859_1));
      whole.writeBytes(end);
      return whole.toByteArray();
    }

    @Override
    public void close() {
      wire.close();
    }
  }
}
