package org.stillwatch.instruments.text;

import java.time.Duration;
import java.util.Optional;

/**
 * One thing that is sent after the port was opened, and again after the device was silent.
 *
 * @param send such as {@code "*RST"}
 * @param terminator other than that of all commands; may be empty
 * @param reply the pattern of its answer, when there is one
 * @param pause until the next thing is sent
 */
public record StartKeys(
    String send, Optional<String> terminator, Optional<String> reply, Optional<Duration> pause) {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /**
   * @throws IllegalArgumentException with one sentence
   */
  public StartKeys {
    PollKeys.checkBytes("send", send);
    terminator.ifPresent(text -> TextSettings.checkTerminator("terminator", text));
    reply.ifPresent(ReplyPattern::compile);
    if (pause.isPresent() && (pause.get().isNegative() || pause.get().compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException("pause: expected up to a minute, such as 200ms");
    }
  }
}
