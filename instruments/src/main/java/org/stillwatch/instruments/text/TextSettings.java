package org.stillwatch.instruments.text;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stillwatch.core.instrument.SameLevel;
import org.stillwatch.core.reading.NearMiss;
import org.stillwatch.link.port.PortKeys;

/**
 * Keys of {@code kind: text}.
 *
 * @param line the port
 * @param terminator of commands, and of answers unless they have their own; CR LF unless given
 * @param replyTerminator of answers
 * @param timeout for a whole answer, 1 s unless given
 * @param gap between an answer and the next command
 * @param settle after the port was opened
 * @param late how long after a time-out an answer may still come; 250 ms unless given
 * @param echo each byte comes back
 * @param echoLine the command comes back as a line before the answer
 * @param handshake commands are acknowledged
 * @param every from one poll to the next, 5 s unless given
 * @param start what is sent first
 * @param poll what is asked, in order
 * @param settings what may be commanded, by the name of its channel
 */
public record TextSettings(
    @SameLevel PortKeys line,
    Optional<String> terminator,
    Optional<String> replyTerminator,
    Optional<Duration> timeout,
    Optional<Duration> gap,
    Optional<Duration> settle,
    Optional<Duration> late,
    Optional<Boolean> echo,
    Optional<Boolean> echoLine,
    Optional<HandshakeKeys> handshake,
    Optional<Duration> every,
    List<StartKeys> start,
    List<PollKeys> poll,
    Map<String, SettingKeys> settings) {

  private static final Duration USUAL_EVERY = Duration.ofSeconds(5);
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public TextSettings {
    start = List.copyOf(start);
    poll = List.copyOf(poll);
    if (poll.isEmpty()) {
      throw new IllegalArgumentException(
          "poll: asks nothing; expected such as poll: [{send: \"*IDN?\", ...}]");
    }
    terminator.ifPresent(text -> checkTerminator("terminator", text));
    replyTerminator.ifPresent(text -> checkTerminator("reply-terminator", text));
    if (replyTerminator.or(() -> terminator).filter(String::isEmpty).isPresent()) {
      throw new IllegalArgumentException(
          "terminator: is empty, so no answer would end; expected such as \"\\r\\n\" in double"
              + " quotes");
    }
    between("every", every, Duration.ofMillis(1), Duration.ofDays(1));
    between("timeout", timeout, Duration.ofMillis(1), LONGEST_TIMEOUT);
    between("gap", gap, Duration.ZERO, LONGEST_TIMEOUT);
    between("settle", settle, Duration.ZERO, LONGEST_TIMEOUT);
    between("late", late, Duration.ZERO, LONGEST_TIMEOUT);
    checkGroups(poll);
    if (handshake.isEmpty()
        && settings.values().stream()
            .anyMatch(each -> each.answer().filter(SettingKeys.AnswerTo.ACK::equals).isPresent())) {
      throw new IllegalArgumentException(
          "settings: answer: ack needs handshake:; expected such as handshake: {ack: 06}");
    }
  }

  /** Without double quotes, {@code \r} is two letters, and no device would ever answer. */
  static void checkTerminator(String key, String text) {
    PollKeys.checkBytes(key, text);
    if (text.indexOf('\\') >= 0) {
      throw new IllegalArgumentException(
          key
              + ": '"
              + text
              + "' has a backslash; expected it in double quotes, such as \"\\r\\n\"");
    }
  }

  private static void between(
      String key, Optional<Duration> length, Duration least, Duration most) {
    if (length.isPresent()
        && (length.get().compareTo(least) < 0 || length.get().compareTo(most) > 0)) {
      throw new IllegalArgumentException(
          key + ": expected " + least.toMillis() + " ms to " + most.toSeconds() + " s");
    }
  }

  /** Ids and groups are there once, and what refers to a group finds it before. */
  private static void checkGroups(List<PollKeys> poll) {
    var ids = new HashSet<String>();
    var groups = new HashSet<String>();
    var used = new HashSet<String>();
    for (var item : poll) {
      for (var value : item.channels().values()) {
        value
            .ids()
            .filter(id -> !ids.add(id))
            .forEach(
                id -> {
                  throw new IllegalArgumentException("poll: two values have the id " + id);
                });
      }
      item.when().ifPresent(when -> used.add(known(when.group(), groups, "when")));
      for (var group : item.groups()) {
        if (!groups.add(group)) {
          throw new IllegalArgumentException(
              "poll: two replies have a group " + group + "; expected another name for one");
        }
      }
      item.invalid().forEach(rule -> used.add(known(rule.group(), groups, "invalid")));
      used.addAll(item.channels().keySet());
    }
    groups.removeAll(used);
    if (!groups.isEmpty()) {
      throw new IllegalArgumentException(
          "poll: nothing is made of group "
              + String.join(" and ", groups.stream().sorted().toList())
              + "; expected it under channels:, or (?:...) where it has no name");
    }
  }

  private static String known(String group, Set<String> groups, String key) {
    if (!groups.contains(group)) {
      throw new IllegalArgumentException(
          "poll: "
              + key
              + ": no reply up to here has a group "
              + group
              + "; "
              + NearMiss.of(group, groups));
    }
    return group;
  }

  String commandEnd() {
    return terminator.orElse("\r\n");
  }

  String replyEnd() {
    return replyTerminator.orElse(commandEnd());
  }

  Duration period() {
    return every.orElse(USUAL_EVERY);
  }

  Duration deadline() {
    return timeout.orElse(USUAL_TIMEOUT);
  }
}
