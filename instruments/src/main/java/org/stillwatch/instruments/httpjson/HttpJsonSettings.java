package org.stillwatch.instruments.httpjson;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stillwatch.core.instrument.SameLevel;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.instruments.value.JsonTime;
import org.stillwatch.instruments.value.JsonValues;
import org.stillwatch.instruments.value.ValueKeys;

/**
 * Keys of {@code kind: http-json}.
 *
 * @param url what is asked for, with its query
 * @param every from one question to the next, 10 s unless given
 * @param timeout for an answer, 5 s unless given
 * @param headers sent with each question, such as {@code Authorization}
 * @param fingerprint of a certificate that no authority signed
 * @param time where the answer says when it was measured
 * @param oldest values that are older by that are missing; three times {@code every} unless given
 * @param channels the values
 */
public record HttpJsonSettings(
    URI url,
    Optional<Duration> every,
    Optional<Duration> timeout,
    Map<String, Secret> headers,
    Optional<String> fingerprint,
    Optional<JsonTime> time,
    Optional<Duration> oldest,
    List<FieldKeys> channels) {

  /**
   * One value.
   *
   * @param value its channel, unit, states ...
   * @param pointer its place: {@code /sensors/0/value}, or the name of a field
   */
  public record FieldKeys(@SameLevel ValueKeys value, String pointer) {
    /**
     * @throws IllegalArgumentException with one sentence
     */
    public FieldKeys {
      var checked = JsonValues.pointer(pointer);
    }
  }

  /** RFC 9110, 5.1 and 5.5. */
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");

  /** What the client of the JDK sets itself. */
  private static final Pattern RESERVED =
      Pattern.compile("(?i)connection|content-length|expect|host|upgrade");

  /**
   * @throws IllegalArgumentException with one sentence that shows no secret
   */
  public HttpJsonSettings {
    channels = List.copyOf(channels);
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url: holds a password; expected it in headers: {Authorization: \"${NAME}\"}");
    }
    if (channels.isEmpty()) {
      throw new IllegalArgumentException(
          "channels: is empty; expected such as channels: [{id: temperature, pointer: /t}]");
    }
    headers.forEach(
        (name, value) -> {
          if (!HEADER_NAME.matcher(name).matches() || RESERVED.matcher(name).matches()) {
            throw new IllegalArgumentException(
                "headers: '" + name + "' cannot be set; expected such as Authorization");
          }
          if (!HEADER_VALUE.matcher(value.reveal()).matches()) {
            throw new IllegalArgumentException(
                "headers: the value of " + name + " is no line of ASCII text");
          }
        });
    positive("every", every);
    positive("timeout", timeout);
    positive("oldest", oldest);
    var ids = new HashSet<String>();
    for (var field : channels) {
      field
          .value()
          .ids()
          .filter(id -> !ids.add(id))
          .forEach(
              id -> {
                throw new IllegalArgumentException("channels: two of them have the id " + id);
              });
    }
  }

  private static void positive(String key, Optional<Duration> length) {
    if (length.isPresent()
        && (length.get().isNegative() || length.get().compareTo(Duration.ofMillis(1)) < 0)) {
      throw new IllegalArgumentException(key + " is no period; expected one such as 10s");
    }
  }

  Duration period() {
    return every.orElse(Duration.ofSeconds(10));
  }

  Duration deadline() {
    return timeout.orElse(Duration.ofSeconds(5));
  }

  Duration limit() {
    return oldest.orElse(period().multipliedBy(3));
  }
}
