package org.stillwatch.instruments.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.reading.Numbers;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.instruments.value.SettingShape;

/**
 * One quantity that may be commanded.
 *
 * @param send the command, with {@code {value}} where the value goes
 * @param read the question that reads it back
 * @param reply the pattern of the answer to that, with the group {@code value}; without, the whole
 *     answer is the value
 * @param answer what comes after the command: nothing, a line, or an acknowledgement by {@code
 *     handshake:}; unless given an acknowledgement where there is a handshake, else nothing
 * @param accept the pattern of that line when the command was taken; without, any line
 * @param format how a number is written: {@code "%.3f"}; the shortest text unless given
 * @param readStates what the answer says for each state, when that is not what is sent
 * @param unit of a number
 * @param range least and most that may be commanded; needed for a number
 * @param states what is sent for each state, and its word: {@code 1: on}
 * @param scale the value is {@code number * scale}
 * @param tolerance how far what is read back may be off, in the unit
 * @param within how long the device may take to show it
 * @param confirm a person is asked once more
 * @param safe the value that makes things safe
 * @param what it does, for a person
 */
public record SettingKeys(
    String send,
    String read,
    Optional<String> reply,
    Optional<AnswerTo> answer,
    Optional<String> accept,
    Optional<String> format,
    Map<String, String> readStates,
    Optional<Unit> unit,
    List<Double> range,
    Map<String, String> states,
    Optional<Double> scale,
    Optional<Double> tolerance,
    Optional<Duration> within,
    Optional<Boolean> confirm,
    Optional<String> safe,
    Optional<String> what) {

  /** What a device says to a command. */
  public enum AnswerTo {
    NONE,
    LINE,
    ACK
  }

  static final String PLACE = "{value}";

  /** Those that {@link String#format} knows: zeros need a width, and whole numbers no precision. */
  private static final Pattern FORMAT =
      Pattern.compile("%\\+?(0?[1-9][0-9]?)?(d|(\\.[0-9]{1,2})?[feE])");

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public SettingKeys {
    range = List.copyOf(range);
    PollKeys.checkBytes("send", send);
    PollKeys.checkBytes("read", read);
    if (!send.contains(PLACE)) {
      throw new IllegalArgumentException(
          "send: '" + send + "' has no {value}; expected such as \"SET {value}\"");
    }
    if (format.isPresent() && !FORMAT.matcher(format.get()).matches()) {
      throw new IllegalArgumentException(
          "format: '" + format.get() + "' is none; expected such as \"%.3f\" or \"%.2E\"");
    }
    if (format.isPresent() && !states.isEmpty()) {
      throw new IllegalArgumentException("format: is for numbers; expected none with states:");
    }
    if (reply.isPresent()
        && !ReplyPattern.compile(reply.get()).names().contains(ReplyPattern.VALUE)) {
      throw new IllegalArgumentException(
          "reply: '" + reply.get() + "' has no group (?<value>...), which is what is read back");
    }
    accept.ifPresent(ReplyPattern::compile);
    if (accept.isPresent() && answer.filter(AnswerTo.LINE::equals).isEmpty()) {
      throw new IllegalArgumentException("accept: is for answer: line; expected that as well");
    }
    var checked =
        new SettingShape(
            unit, range, states, readStates, scale, tolerance, within, confirm, safe, what);
  }

  SettingShape shape() {
    return new SettingShape(
        unit, range, states, readStates, scale, tolerance, within, confirm, safe, what);
  }

  ReplyPattern replyPattern() {
    return reply.map(ReplyPattern::compile).orElse(ReplyPattern.WHOLE);
  }

  /** A number as it is sent. */
  String written(double number) {
    return format
        .map(
            form ->
                form.endsWith("d")
                    ? String.format(Locale.ROOT, form, Math.round(number))
                    : String.format(Locale.ROOT, form, number))
        .orElseGet(() -> Numbers.plain(number));
  }
}
