package org.stillwatch.instruments.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.ScriptedPort;

/**
 * Spoilt replies of each text protocol: no exception may escape, memory may not grow, and a value
 * may only come of a reply that this class, by a way of its own, finds to be one.
 */
final class ReplyFuzz {

  /** What came of it. */
  record Result(long replies, long measured, long missing) {}

  /**
   * A protocol with one value.
   *
   * @param whole what a whole line is; the value is its first group
   */
  record Protocol(String name, PollKeys poll, String good, Pattern whole, boolean handshake) {}

  private static final double LEAST = 0;
  private static final double MOST = 2000;

  static final List<Protocol> PROTOCOLS =
      List.of(
          new Protocol(
              "pfeiffer",
              Keys.poll(
                  "PR1",
                  Optional.of("(?<s>[0-9]),(?<p>[-+0-9.E]+)"),
                  Optional.empty(),
                  Map.of("p", Keys.value("p", LEAST, MOST)),
                  List.of(
                      new InvalidKeys(
                          "s", List.of("0"), Map.of("1", "under range"), Map.of(), List.of())),
                  Optional.empty()),
              "0,1.2345E-03",
              Pattern.compile("0,(\\S+)"),
              true),
          new Protocol(
              "edwards",
              Keys.ask(
                  "?V913",
                  "=V913 (?<p>[-+0-9.e]+);59;11;\\d+;\\d+",
                  Map.of("p", Keys.value("p", LEAST, MOST))),
              "=V913 5.0691e+01;59;11;0;0",
              Pattern.compile("=V913 ([^; ]+);59;11;[0-9]+;[0-9]+"),
              false),
          new Protocol(
              "lake shore",
              Keys.poll(
                  "KRDG? 0",
                  Optional.empty(),
                  Optional.of(","),
                  Map.of("2", Keys.value("p", LEAST, MOST), "3", Keys.value("q", LEAST, MOST)),
                  List.of(),
                  Optional.empty()),
              "+004.210,+077.350,+295.100",
              Pattern.compile("[^,]*,\\s*([^,]*?)\\s*,[^,]*", Pattern.DOTALL),
              false),
          new Protocol(
              "scpi",
              Keys.whole("MEAS:VOLT?", Keys.value("p", LEAST, MOST)),
              "+1.25000E+01",
              Pattern.compile("\\s*(.*?)\\s*", Pattern.DOTALL),
              false));

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final Random random;
  private final Protocol protocol;
  private String sent = "";

  private ReplyFuzz(Protocol protocol, long seed) {
    this.protocol = protocol;
    this.random = new Random(seed);
  }

  static Result run(Protocol protocol, long seed, int replies) {
    return new ReplyFuzz(protocol, seed).run(replies);
  }

  private Result run(int replies) {
    long measured = 0;
    long missing = 0;
    var settings =
        Keys.settings(
            List.of(protocol.poll()),
            protocol.handshake()
                ? Optional.of(new HandshakeKeys("06", Optional.of("15"), Optional.of("05")))
                : Optional.empty(),
            List.of(),
            Map.of(),
            false);
    for (int i = 0; i < replies; ) {
      // a new port now and then, since it remembers all that it heard
      var port = new ScriptedPort("fuzz", time, this::answer);
      var device =
          new TextDevice("x", settings, new Lane(port, Manners.PLAIN, time), time, () -> {});
      for (int n = 0; n < 1000 && i < replies; n++, i++) {
        for (var reading : device.poll(time.instant()).readings()) {
          if (reading instanceof Reading.Measured value) {
            measured++;
            check(value);
          } else {
            missing++;
          }
        }
      }
    }
    return new Result(replies, measured, missing);
  }

  private List<ScriptedPort.Said> answer(byte[] asked) {
    if (protocol.handshake() && asked[0] != 5) {
      return List.of(ScriptedPort.Said.at(1, random.nextInt(50) == 0 ? spoilt("\6") : "\6\r\n"));
    }
    sent = random.nextInt(4) == 0 ? protocol.good() + "\r\n" : spoilt(protocol.good());
    return List.of(ScriptedPort.Said.at(1, sent));
  }

  private String spoilt(String good) {
    var text = new StringBuilder(good);
    for (int faults = 1 + random.nextInt(3); faults > 0; faults--) {
      int at = text.isEmpty() ? 0 : random.nextInt(text.length());
      switch (random.nextInt(7)) {
        case 0 -> text.setLength(at);
        case 1 -> text.insert(at, (char) random.nextInt(256));
        case 2 -> {
          if (!text.isEmpty()) {
            text.setCharAt(at, (char) random.nextInt(256));
          }
        }
        case 3 -> text.insert(at, good.charAt(random.nextInt(good.length())));
        case 4 -> {
          if (!text.isEmpty()) {
            text.deleteCharAt(at);
          }
        }
        case 5 -> text.append(text);
        default -> {
          if (!text.isEmpty()) {
            text.setCharAt(at, "0123456789.E+-,;".charAt(random.nextInt(16)));
          }
        }
      }
      if (text.length() > 10_000) {
        text.setLength(10_000);
      }
    }
    return random.nextInt(20) == 0 ? text.toString() : text + "\r\n";
  }

  private void check(Reading.Measured value) {
    int end = sent.indexOf("\r\n");
    var line = end < 0 ? "" : sent.substring(0, end);
    if (!value.channel().name().equals("p")) {
      return;
    }
    var whole = protocol.whole().matcher(line);
    var number = whole.matches() ? whole.group(1) : "";
    boolean fits =
        end >= 0
            && number.strip().matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")
            && Double.parseDouble(number.strip()) == value.value()
            && value.value() >= LEAST
            && value.value() <= MOST;
    if (!fits) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s: %s came of %s",
              protocol.name(),
              value.value(),
              Arrays.toString(sent.getBytes(StandardCharsets.ISO_8859_1))));
    }
  }

  /**
   * @param arguments how many replies for each protocol, a million unless given
   */
  @SuppressWarnings("SystemOut") // a program of its own
  public static void main(String[] arguments) {
    int replies = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
    for (var protocol : PROTOCOLS) {
      var warm = run(protocol, 1, replies / 10);
      long before = used();
      var result = run(protocol, 2, replies);
      System.out.printf(
          Locale.ROOT, "%s: %s, heap %+.1f MB%n", protocol.name(), result, (used() - before) / 1e6);
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
