package org.stillwatch.link.lane;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** What came of a request. */
public sealed interface Answer {

  /**
   * A whole frame, without its terminator. Nothing is known yet about what it says.
   *
   * @param took from the last byte of the request to the last of the answer
   */
  record Complete(byte[] frame, Duration took) implements Answer {
    /** The frame as text, one character for each byte. */
    public String text() {
      return new String(frame, StandardCharsets.ISO_8859_1);
    }
  }

  /** Not one byte came in time. */
  record Silent(Duration waited) implements Answer {}

  /** Something came in time, its end did not. */
  record Cut(byte[] soFar, Duration waited) implements Answer {}

  /**
   * What came is no answer.
   *
   * @param why one clause
   */
  record Broken(byte[] soFar, String why) implements Answer {}

  /**
   * There is no connection.
   *
   * @param why one clause about the port
   * @param retryIn a poll does not try it again before
   * @param sent whether the request may have reached the device
   */
  record Lost(String why, Duration retryIn, boolean sent) implements Answer {}

  /** What went wrong, as a clause; for a whole answer what it is. */
  default String why() {
    return switch (this) {
      case Complete complete -> "answered " + shown(complete.frame());
      case Silent silent -> "did not answer within " + seconds(silent.waited());
      case Cut cut ->
          "answered only " + shown(cut.soFar()) + " within " + seconds(cut.waited()) + ", no end";
      case Broken broken -> "answered " + shown(broken.soFar()) + ": " + broken.why();
      case Lost lost -> lost.why();
    };
  }

  /** Bytes for a person: text within quotes, others as {@code <1B>}, cut to a readable length. */
  static String shown(byte[] bytes) {
    int most = 60;
    var text = new StringBuilder("'");
    for (int i = 0; i < Math.min(bytes.length, most); i++) {
      int b = bytes[i] & 0xFF;
      if (b >= 0x20 && b < 0x7F) {
        text.append((char) b);
      } else {
        text.append(String.format(Locale.ROOT, "<%02X>", b));
      }
    }
    return text.append(bytes.length > most ? "...'" : "'").toString();
  }

  private static String seconds(Duration duration) {
    var text = String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    return text.replaceAll("\\.?0+$", "") + " s";
  }
}
