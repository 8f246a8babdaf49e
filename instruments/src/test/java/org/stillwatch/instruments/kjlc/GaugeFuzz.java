package org.stillwatch.instruments.kjlc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Answer;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.ScriptedPort;
import org.stillwatch.testkit.SpoiltBytes;

/**
 * Spoilt replies through lane and driver. A value may only come of bytes that are, to the last one,
 * a frame of this gauge with a pressure that the sensor can have; that is judged here anew, byte by
 * byte, not by the driver's own words.
 *
 * <p>{@code main} takes the number of replies (a million) and a seed.
 */
final class GaugeFuzz {

  /** What was found. */
  record Found(long replies, long accepted, long wrong, String firstWrong) {}

  private static final List<byte[]> GOOD =
      List.of(
              "*01 1.53E-06\r",
              "*01 7.60E+02\r",
              "*01 9.90E+09\r",
              "*01 1.01E+03\r",
              "*01 1769-103\r",
              "*01 TORR    \r",
              "*01 1 IG ON \r",
              "*01 0 DG OFF\r",
              "*01 00 ST OK\r",
              "*01 4.0MA EM\r",
              "?01 SYNTX ER\r",
              "*01 PROGM OK\r")
          .stream()
          .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
          .toList();

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final SpoiltBytes spoilt;
  private String asked = "";
  private byte[] said = {};
  private long replies;
  private long accepted;
  private long wrong;
  private String firstWrong = "";

  private GaugeFuzz(long seed) {
    spoilt = new SpoiltBytes(GOOD, seed);
  }

  static Found run(long replies, long seed) {
    var fuzz = new GaugeFuzz(seed);
    fuzz.run(replies);
    return new Found(fuzz.replies, fuzz.accepted, fuzz.wrong, fuzz.firstWrong);
  }

  /** Well until a pressure is asked for, so that each spoilt reply is about a pressure. */
  private List<ScriptedPort.Said> hear(byte[] request) {
    asked = new String(request, StandardCharsets.ISO_8859_1);
    if (asked.startsWith("#01RD")) {
      replies++;
      said = spoilt.next();
    } else {
      var well =
          switch (asked) {
            case "#01VER\r" -> "*01 1769-103\r";
            case "#01RS\r" -> "*01 00 ST OK\r";
            case "#01IGS\r" -> "*01 1 IG ON \r";
            case "#01DGS\r" -> "*01 0 DG OFF\r";
            case "#01SES\r" -> "*01 4.0MA EM\r";
            default -> "*01 TORR    \r";
          };
      said = well.getBytes(StandardCharsets.ISO_8859_1);
    }
    return List.of(new ScriptedPort.Said(Duration.ofMillis(5), said));
  }

  private void run(long wanted) {
    while (replies < wanted) {
      // a new one now and then: it must not be told what to remember by what it was told
      var port = new ScriptedPort("/dev/ttyUSB0", time, this::hear);
      var lane = new Lane(port, GaugeTalk.MANNERS, time);
      try (var gauge =
          new Gauge(
              "g",
              new GaugeTalk(lane, "01", Duration.ofMillis(500)),
              Optional.of(Model.ION_ONLY),
              Optional.empty(),
              Duration.ofSeconds(1),
              lane::close)) {
        for (int i = 0; i < 1000 && replies < wanted; i++) {
          judge(gauge.poll(time.instant()));
        }
      }
    }
  }

  private void judge(Poll poll) {
    for (var reading : poll.readings()) {
      if (reading instanceof Reading.Measured measured
          && reading.channel().name().equals("ion/pressure")) {
        accepted++;
        if (!mayBe(measured.value())) {
          wrong++;
          firstWrong =
              firstWrong.isEmpty() ? measured.value() + " of " + Answer.shown(said) : firstWrong;
        }
      }
    }
  }

  private boolean mayBe(double value) {
    if (said.length < 13
        || said[0] != '*'
        || said[1] != '0'
        || said[2] != '1'
        || said[3] != ' '
        || said[12] != '\r') {
      return false;
    }
    for (int i = 13; i < said.length; i++) {
      if (said[i] != '\n') {
        return false;
      }
    }
    boolean shape =
        digit(4)
            && said[5] == '.'
            && digit(6)
            && digit(7)
            && said[8] == 'E'
            && (said[9] == '-' || said[9] == '+')
            && digit(10)
            && digit(11);
    if (!shape || said[4] == '0') {
      return false;
    }
    var text = new String(said, 4, 8, StandardCharsets.US_ASCII);
    return Double.parseDouble(text) == value && value >= 1e-12 && value <= 1;
  }

  private boolean digit(int at) {
    return said[at] >= '0' && said[at] <= '9';
  }

  /** Prints what was found, and the memory in use before and after. */
  public static void main(String... words) {
    long replies = words.length > 0 ? Long.parseLong(words[0]) : 1_000_000;
    long seed = words.length > 1 ? Long.parseLong(words[1]) : 1;
    var warm = run(20_000, seed);
    long before = used();
    long began = System.nanoTime();
    var found = run(replies, seed);
    System.out.printf(
        "%s after %d; in %.1f s; memory %+d kB%n",
        found, warm.replies(), (System.nanoTime() - began) / 1e9, (used() - before) / 1024);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
