package org.stillwatch.instruments.bme680;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.ScriptedPort;
import org.stillwatch.testkit.SpoiltBytes;

/**
 * Spoilt lines through lane and driver. A value may only come of bytes that are, to the last one, a
 * line of four numbers that the sensor can have; that is judged here anew, by hand, not by the
 * driver's own words.
 *
 * <p>{@code main} takes the number of replies (a million) and a seed.
 */
final class GasLineFuzz {

  /** What was found. */
  record Found(long replies, long accepted, long wrong, String firstWrong) {}

  private static final List<byte[]> GOOD =
      List.of(
              "294.53;100712;38.21;51234\r\n",
              "301.07;99012;5.20;1203400\r\n",
              "294.53;100712;38.21;51234\r\nPANDA\r\n",
              "Failed to begin reading :(\r\n",
              "Failed to complete reading :(\r\n")
          .stream()
          .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
          .toList();

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final SpoiltBytes spoilt;
  private final List<String> said = new ArrayList<>();
  private long replies;
  private long accepted;
  private long wrong;
  private String firstWrong = "";

  private GasLineFuzz(long seed) {
    spoilt = new SpoiltBytes(GOOD, seed);
  }

  static Found run(long replies, long seed) {
    var fuzz = new GasLineFuzz(seed);
    fuzz.run(replies);
    return new Found(fuzz.replies, fuzz.accepted, fuzz.wrong, fuzz.firstWrong);
  }

  private List<ScriptedPort.Said> hear(byte[] request) {
    replies++;
    var bytes = spoilt.next();
    said.add(new String(bytes, StandardCharsets.ISO_8859_1));
    return List.of(new ScriptedPort.Said(Duration.ofMillis(250), bytes));
  }

  private void run(long wanted) {
    while (replies < wanted) {
      var port = new ScriptedPort("/dev/ttyACM0", time, this::hear);
      var lane = new Lane(port, GasSensor.MANNERS, time);
      try (var sensor =
          new GasSensor(
              "gas",
              lane,
              Terminator.AUTO,
              Duration.ZERO,
              Duration.ofSeconds(10),
              time,
              lane::close)) {
        for (int i = 0; i < 1000 && replies < wanted; i++) {
          said.clear();
          judge(sensor.poll(time.instant()));
        }
      }
    }
  }

  private void judge(Poll poll) {
    var values = new double[4];
    int count = 0;
    for (var reading : poll.readings()) {
      if (reading instanceof Reading.Measured measured && count < 4) {
        values[count++] = measured.value();
      }
    }
    if (count > 0) {
      accepted++;
      if (said.stream().noneMatch(line -> mayBe(line, values))) {
        wrong++;
        firstWrong = firstWrong.isEmpty() ? said.toString() : firstWrong;
      }
    }
  }

  private static boolean mayBe(String line, double... values) {
    int end = line.indexOf("\r\n");
    if (end < 0) {
      return false;
    }
    var rest = line.substring(end + 2).strip();
    var parts = line.substring(0, end).split(";", -1);
    if (!(rest.isEmpty() || rest.equals("PANDA")) || parts.length != 4) {
      return false;
    }
    for (var part : parts) {
      if (part.isEmpty() || !part.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
        return false;
      }
    }
    boolean decimals =
        hasTwoDecimals(parts[0])
            && hasTwoDecimals(parts[2])
            && !parts[1].contains(".")
            && !parts[3].contains(".");
    if (!decimals) {
      return false;
    }
    double kelvin = Double.parseDouble(parts[0]);
    double pascal = Double.parseDouble(parts[1]);
    double percent = Double.parseDouble(parts[2]);
    double ohm = Double.parseDouble(parts[3]);
    return values[0] == kelvin
        && values[1] == pascal
        && values[2] == percent
        && kelvin >= 233.15
        && kelvin <= 358.15
        && pascal >= 30_000
        && pascal <= 110_000
        && percent <= 100
        && (ohm == 0 || (ohm >= 100 && ohm <= 1e8 && values[3] == ohm));
  }

  private static boolean hasTwoDecimals(String text) {
    return text.indexOf('.') == text.length() - 3 && text.lastIndexOf('.') == text.indexOf('.');
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
