package org.stillwatch.instruments.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Health;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.testkit.FakeTime;
import org.stillwatch.testkit.ScriptedPort;
import org.stillwatch.testkit.ScriptedPort.Said;

class TextDeviceTest {

  private final FakeTime time = FakeTime.at("2026-11-21T10:00:00Z");
  private final Map<String, String> replies = new HashMap<>();
  private final ScriptedPort port = new ScriptedPort("10.0.0.9:4001", time, this::hears);

  private List<Said> hears(byte[] bytes) {
    var reply = replies.get(new String(bytes, StandardCharsets.ISO_8859_1));
    return reply == null ? List.of() : List.of(Said.at(5, reply));
  }

  private TextDevice device(TextSettings settings) {
    return new TextDevice("x", settings, new Lane(port, Manners.PLAIN, time), time, () -> {});
  }

  private Map<String, String> poll(TextDevice device) {
    return shown(device.poll(time.instant()));
  }

  private String poll(TextDevice device, String name) {
    return poll(device).getOrDefault(name, "");
  }

  private static Map<String, String> shown(Poll poll) {
    var shown = new LinkedHashMap<String, String>();
    for (var reading : poll.readings()) {
      shown.put(
          reading.channel().name(),
          switch (reading) {
            case Reading.Measured measured -> Double.toString(measured.value());
            case Reading.Missing missing -> missing.reason();
          });
    }
    return shown;
  }

  @Test
  void aReplyMustFitAsAWhole() {
    var device =
        device(
            Keys.settings(
                List.of(
                    Keys.ask("P?", "P=(?<p>[-+.0-9E]+)", Map.of("p", Keys.value("p", 0, 2000))))));
    replies.put("P?\r\n", "P=1.5E-3\r\n");
    assertEquals(Map.of("p", "0.0015"), poll(device));
    replies.put("P?\r\n", "P=1.5E-3!\r\n");
    var poll = device.poll(time.instant());
    assertEquals(Map.of("p", "answered 'P=1.5E-3!', which does not fit the pattern"), shown(poll));
    assertEquals(1, poll.unreadable().size());
    assertEquals(Health.State.TROUBLE, poll.health().state());
    replies.put("P?\r\n", "P=9.99E+09\r\n");
    assertTrue(poll(device, "p").contains("stands for no value"));
    replies.put("P?\r\n", "P=1.5E+3.\r\n");
    assertTrue(poll(device, "p").contains("is no number; expected one in mbar"));
  }

  @Test
  void aDeviceThatIsGoneCostsOneDeadline() {
    var device =
        device(
            Keys.settings(
                List.of(
                    Keys.whole("A?", Keys.number("a")),
                    Keys.whole("B?", Keys.number("b")),
                    Keys.whole("C?", Keys.number("c")))));
    var poll = device.poll(time.instant());
    assertEquals(Duration.ofMillis(200).toNanos(), time.nanos());
    assertEquals("did not answer 'A?' within 0.2 s", shown(poll).get("a"));
    assertEquals("not asked: did not answer 'A?' within 0.2 s", shown(poll).get("c"));
    assertEquals(
        Health.unreachable("10.0.0.9:4001 did not answer 'A?' within 0.2 s"), poll.health());
    assertEquals(List.of("A?\r\n"), port.heard());
  }

  @Test
  void oneGarbledReplyLeavesTheOthers() {
    var device =
        device(
            Keys.settings(
                List.of(Keys.whole("A?", Keys.number("a")), Keys.whole("B?", Keys.number("b")))));
    replies.put("A?\r\n", "\0\1\2\r\n");
    replies.put("B?\r\n", "2\r\n");
    assertEquals("2.0", poll(device, "b"));
  }

  @Test
  void aStatusSaysWhetherThePressureIsOne() {
    var poll =
        Keys.poll(
            "PR1",
            Optional.of("(?<s>[0-6]),(?<p>[-+.0-9E]+)"),
            Optional.empty(),
            Map.of("p", Keys.value("p1", 0, 2000)),
            List.of(
                new InvalidKeys("s", List.of("0"), Map.of("2", "over range"), Map.of(), List.of())),
            Optional.empty());
    var device =
        device(
            Keys.settings(
                List.of(poll),
                Optional.of(new HandshakeKeys("06", Optional.of("15"), Optional.of("05"))),
                List.of(),
                Map.of(),
                false));
    replies.put("PR1\r\n", "\6\r\n");
    replies.put("\5", "0,1.2345E-03\r\n");
    assertEquals(Map.of("p1", "0.0012345"), poll(device));
    replies.put("\5", "2,1.0000E+03\r\n");
    assertEquals(Map.of("p1", "over range"), poll(device));
    replies.put("\5", "6,1.0000E+03\r\n");
    assertTrue(poll(device, "p1").contains("not known to be good"));
    replies.put("PR1\r\n", "\25\r\n");
    assertEquals(Map.of("p1", "the device refused 'PR1' (NAK)"), poll(device));
    replies.put("PR1\r\n", "0,1.2345E-03\r\n");
    assertTrue(poll(device, "p1").contains("expected its ACK"));
  }

  @Test
  void aScannedChannelIsOnlyReadWhileItIsLive() {
    var device =
        device(
            Keys.settings(
                List.of(
                    Keys.ask("SCAN?", "(?<live>\\d\\d),\\d", Map.of()),
                    Keys.poll(
                        "KRDG? 6",
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("value", Keys.number("mxc/temperature")),
                        List.of(),
                        Optional.of(
                            new WhenKeys(
                                "live", List.of("6"), Optional.of(Duration.ofSeconds(3))))))));
    replies.put("SCAN?\r\n", "05,1\r\n");
    replies.put("KRDG? 6\r\n", "+9.1E-03\r\n");
    assertEquals(Map.of(), poll(device));
    replies.put("SCAN?\r\n", "06,1\r\n");
    assertEquals(Map.of(), poll(device), "its first value is that of the channel before");
    time.advance(Duration.ofSeconds(3));
    assertEquals(Map.of("mxc/temperature", "0.0091"), poll(device));
    replies.put("SCAN?\r\n", "what?\r\n");
    assertTrue(poll(device, "mxc/temperature").startsWith("not asked: it is not known"));
    replies.put("SCAN?\r\n", "06,1\r\n");
    assertEquals(Map.of(), poll(device), "it may have gone and come back");
  }

  @Test
  void whatADeviceMustBeToldIsToldAgainWhenItWasGone() {
    var device =
        device(
            Keys.settings(
                List.of(Keys.whole("A?", Keys.number("a"))),
                Optional.empty(),
                List.of(
                    new StartKeys(
                        "\3",
                        Optional.of(""),
                        Optional.empty(),
                        Optional.of(Duration.ofMillis(100)))),
                Map.of(),
                false));
    replies.put("A?\r\n", "1\r\n");
    poll(device);
    poll(device);
    assertEquals(List.of("\3", "A?\r\n", "A?\r\n"), port.heard());
    replies.clear();
    poll(device);
    replies.put("A?\r\n", "1\r\n");
    assertEquals(Map.of("a", "1.0"), poll(device));
    assertEquals(
        List.of("A?\r\n", "\3", "A?\r\n", "A?\r\n"),
        port.heard().subList(3, 7),
        "asked twice to be in step");
    port.unplug();
    poll(device);
    port.plugIn();
    time.advance(Duration.ofSeconds(1));
    assertEquals(Map.of("a", "1.0"), poll(device));
    assertEquals(
        List.of("\3", "A?\r\n", "A?\r\n"),
        port.heard().subList(port.heard().size() - 3, port.heard().size()));
  }

  @Test
  void aCommandThatComesBackAsALineIsPassedOver() {
    var device =
        device(
            Keys.settings(
                List.of(Keys.whole(":MEAS?", Keys.number("v"))),
                Optional.empty(),
                List.of(),
                Map.of(),
                true));
    replies.put(":MEAS?\r\n", ":MEAS?\r\n1.5\r\n");
    assertEquals(Map.of("v", "1.5"), poll(device));
    replies.put(":MEAS?\r\n", "1.5\r\n");
    assertTrue(poll(device, "v").contains("expected the command to come back first"));
  }

  @Test
  void manyValuesOfOneReplyAreCounted() {
    var channels = Map.of("1", Keys.number("a"), "3", Keys.number("c"));
    var device =
        device(
            Keys.settings(
                List.of(
                    Keys.poll(
                        "ALL?",
                        Optional.empty(),
                        Optional.of(","),
                        channels,
                        List.of(),
                        Optional.empty()))));
    replies.put("ALL?\r\n", "1,2,3\r\n");
    assertEquals(Map.of("a", "1.0", "c", "3.0"), poll(device));
    replies.put("ALL?\r\n", "1,2\r\n");
    assertEquals("answered '1,2', which has 2 values, expected 3", poll(device, "a"));
  }

  @Test
  void aPatternThatNeverEndsIsGivenUp() {
    var device =
        device(
            Keys.settings(
                List.of(Keys.ask("A?", "(?<a>(x+x+)+y)", Map.of("a", Keys.number("a"))))));
    replies.put("A?\r\n", "x".repeat(3000) + "\r\n");
    assertTrue(poll(device, "a").contains("takes too long"), poll(device, "a"));
  }

  private TextDevice settable(Optional<String> format, Optional<SettingKeys.AnswerTo> answer) {
    return device(
        Keys.settings(
            List.of(Keys.whole("A?", Keys.number("a"))),
            Optional.of(new HandshakeKeys("06", Optional.of("15"), Optional.empty()))
                .filter(keys -> answer.isPresent()),
            List.of(),
            Map.of("setpoint", Keys.setpoint(format, answer)),
            false));
  }

  private static Controls.Outcome set(TextDevice device, double value) {
    var controls = device.controls().orElseThrow();
    return controls.set(controls.settings().getFirst(), value);
  }

  @Test
  void aCommandIsReadBackUntilTheDeviceHasIt() {
    var device = settable(Optional.of("%.3f"), Optional.empty());
    var asked = new ArrayList<String>();
    port.connect(
        bytes -> {
          var text = new String(bytes, StandardCharsets.ISO_8859_1);
          if (text.equals("SET?\r\n")) {
            asked.add(text);
            return List.of(Said.at(5, asked.size() < 3 ? "4.200\r\n" : "10.000\r\n"));
          }
          return List.of();
        });
    assertEquals(new Controls.Outcome.Done(10), set(device, 10));
    assertEquals("SET 10.000\r\n", port.heard().getFirst());
    assertEquals(3, asked.size());
    var failed = assertInstanceOf(Controls.Outcome.Failed.class, set(device, 20));
    assertEquals("it was sent, and the device still has 10 K, expected 20 K", failed.why());
  }

  @Test
  void whatIsOutsideTheRangeIsNotSent() {
    var device = settable(Optional.of("%.0f"), Optional.empty());
    for (double value : new double[] {-1, 351, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertInstanceOf(Controls.Outcome.Refused.class, set(device, value));
    }
    var refused = assertInstanceOf(Controls.Outcome.Refused.class, set(device, 0.4));
    assertEquals("0.4 K would be sent as 0, which is another value", refused.why());
    assertEquals(List.of(), port.heard());
  }

  @Test
  void aRefusedCommandFailsAndASilentOneIsNotKnown() {
    var device = settable(Optional.empty(), Optional.of(SettingKeys.AnswerTo.ACK));
    replies.put("SET 10\r\n", "\25\r\n");
    assertInstanceOf(Controls.Outcome.Failed.class, set(device, 10));
    replies.put("SET 10\r\n", "\6\r\n");
    var unknown = assertInstanceOf(Controls.Outcome.Unconfirmed.class, set(device, 10));
    assertTrue(unknown.why().contains("cannot be read back"), unknown.why());
  }

  @Test
  void whoAcknowledgesQuestionsAcknowledgesCommandsUnlessToldOtherwise() {
    var device =
        device(
            Keys.settings(
                List.of(Keys.whole("A?", Keys.number("a"))),
                Optional.of(new HandshakeKeys("06", Optional.of("15"), Optional.of("05"))),
                List.of(),
                Map.of("setpoint", Keys.setpoint(Optional.empty(), Optional.empty())),
                false));
    replies.put("SET 10\r\n", "\6\r\n");
    replies.put("SET?\r\n", "\6\r\n");
    replies.put("\5", "10\r\n");
    assertEquals(new Controls.Outcome.Done(10), set(device, 10));
    assertEquals(List.of("SET 10\r\n", "SET?\r\n", "\5"), port.heard(), "asked once is enough");
    replies.put("SET 20\r\n", "\25\r\n");
    var failed = assertInstanceOf(Controls.Outcome.Failed.class, set(device, 20));
    assertEquals("the device refused 'SET 20' (NAK)", failed.why());
  }

  @Test
  void eachFormatThatIsTakenCanWriteANumber() {
    int taken = 0;
    for (var flags : List.of("", "+", "0", "+0", "0+", "++", "00")) {
      for (var width : List.of("", "0", "8", "12")) {
        for (var digits : List.of("", ".3", ".12")) {
          for (var form : List.of("f", "e", "E", "d")) {
            SettingKeys keys;
            try {
              keys =
                  Keys.setpoint(Optional.of("%" + flags + width + digits + form), Optional.empty());
            } catch (IllegalArgumentException e) {
              assertTrue(String.valueOf(e.getMessage()).startsWith("format: "), e.getMessage());
              continue;
            }
            assertEquals(-12.0, Double.parseDouble(keys.written(-12)));
            taken++;
          }
        }
      }
    }
    assertTrue(taken > 30, "taken: " + taken);
    assertSays(
        "format: '%0.3f' is none", () -> Keys.setpoint(Optional.of("%0.3f"), Optional.empty()));
  }

  @Test
  void aTerminatorIsOneOfBytesAndInDoubleQuotes() {
    var poll = List.of(Keys.whole("A?", Keys.number("a")));
    assertSays(
        "terminator: '\\r' has a backslash; expected it in double quotes",
        () -> Keys.withTerminator("\\r", poll));
    assertSays(
        "has a character that is no byte",
        () -> new StartKeys("A", Optional.of("\u2192"), Optional.empty(), Optional.empty()));
  }

  @Test
  void whatIsWrongWithTheKeysIsSaidInOneSentence() {
    assertSays(
        "reply: '(?<p>' is no regular expression",
        () -> Keys.ask("P?", "(?<p>", Map.of("p", Keys.number("p"))));
    assertSays(
        "channels: the reply has no group q",
        () -> Keys.ask("P?", "(?<p>.*)", Map.of("q", Keys.number("q"))));
    assertSays(
        "nothing is made of group p",
        () -> Keys.settings(List.of(Keys.ask("P?", "(?<p>.*)", Map.of()))));
    assertSays(
        "two values have the id a",
        () ->
            Keys.settings(
                List.of(Keys.whole("A?", Keys.number("a")), Keys.whole("B?", Keys.number("a")))));
    assertSays("'6' is no byte", () -> new HandshakeKeys("6", Optional.empty(), Optional.empty()));
    assertSays("format: '%s' is none", () -> Keys.setpoint(Optional.of("%s"), Optional.empty()));
    assertSays("poll: asks nothing", () -> Keys.settings(List.of()));
  }

  private static void assertSays(String part, Runnable doing) {
    var e = assertThrows(IllegalArgumentException.class, doing::run);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }
}
