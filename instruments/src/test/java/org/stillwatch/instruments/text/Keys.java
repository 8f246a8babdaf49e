package org.stillwatch.instruments.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.value.ValueKeys;
import org.stillwatch.link.port.PortKeys;

/** Keys as a station file would give them. */
final class Keys {

  private static final PortKeys LINE =
      new PortKeys(
          Optional.empty(),
          Optional.of("10.0.0.9:4001"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private Keys() {}

  static TextSettings settings(List<PollKeys> poll) {
    return settings(poll, Optional.empty(), List.of(), Map.of(), false);
  }

  static TextSettings settings(
      List<PollKeys> poll,
      Optional<HandshakeKeys> handshake,
      List<StartKeys> start,
      Map<String, SettingKeys> settings,
      boolean echoLine) {
    return settings("\r\n", poll, handshake, start, settings, echoLine);
  }

  static TextSettings withTerminator(String terminator, List<PollKeys> poll) {
    return settings(terminator, poll, Optional.empty(), List.of(), Map.of(), false);
  }

  private static TextSettings settings(
      String terminator,
      List<PollKeys> poll,
      Optional<HandshakeKeys> handshake,
      List<StartKeys> start,
      Map<String, SettingKeys> settings,
      boolean echoLine) {
    return new TextSettings(
        LINE,
        Optional.of(terminator),
        Optional.empty(),
        Optional.of(Duration.ofMillis(200)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(echoLine),
        handshake,
        Optional.of(Duration.ofSeconds(1)),
        start,
        poll,
        settings);
  }

  static ValueKeys value(String id, double least, double most) {
    return new ValueKeys(
        id,
        Optional.of(Unit.of("mbar")),
        Optional.empty(),
        Optional.empty(),
        List.of("9.99E+09"),
        Map.of(),
        Map.of(),
        List.of(least, most),
        Map.of(),
        Optional.empty());
  }

  static ValueKeys number(String id) {
    return ValueKeys.number(id, Unit.NONE);
  }

  static PollKeys ask(String send, String reply, Map<String, ValueKeys> channels) {
    return poll(send, Optional.of(reply), Optional.empty(), channels, List.of(), Optional.empty());
  }

  static PollKeys whole(String send, ValueKeys value) {
    return poll(
        send,
        Optional.empty(),
        Optional.empty(),
        Map.of("value", value),
        List.of(),
        Optional.empty());
  }

  static PollKeys poll(
      String send,
      Optional<String> reply,
      Optional<String> split,
      Map<String, ValueKeys> channels,
      List<InvalidKeys> invalid,
      Optional<WhenKeys> when) {
    return new PollKeys(
        send,
        reply,
        split,
        Optional.empty(),
        channels,
        invalid,
        when,
        Optional.empty(),
        Optional.empty());
  }

  static SettingKeys setpoint(Optional<String> format, Optional<SettingKeys.AnswerTo> answer) {
    return new SettingKeys(
        "SET {value}",
        "SET?",
        Optional.empty(),
        answer,
        Optional.empty(),
        format,
        Map.of(),
        Optional.of(Unit.KELVIN),
        List.of(0.0, 350.0),
        Map.of(),
        Optional.empty(),
        Optional.of(0.001),
        Optional.empty(),
        Optional.empty(),
        Optional.of("0"),
        Optional.empty());
  }
}
