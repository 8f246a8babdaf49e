package org.stillwatch.core.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Names events so that live, replay and a repeated delivery agree. */
public final class NoticeId {

  private NoticeId() {}

  /**
   * A hash of what makes an event that event: 16 hex digits of SHA-256.
   *
   * @param n tells events of one rule, edge and time apart
   */
  public static String of(String station, String rule, String edge, Instant time, String n) {
    try {
      var text = String.join("\0", station, rule, edge, time.toString(), n);
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
