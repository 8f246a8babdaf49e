package org.stillwatch.core.station;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links with which the receiver of a message may acknowledge one alarm, for a while, without
 * logging in. They are signed (HMAC-SHA256, RFC 2104), so that nobody can make one for another
 * alarm; they lead to a page that asks, and nothing happens by opening it.
 */
public final class AckLinks {

  /** How long a link works. */
  static final Duration VALID = Duration.ofDays(3);

  private static final String ALGORITHM = "HmacSHA256";

  /** Half of a SHA-256: more than anyone can guess, and the link stays short. */
  private static final int SIGNATURE_BYTES = 16;

  private final byte[] key;
  private final Optional<URI> publicUrl;

  /**
   * @param key secret, the same over restarts
   * @param publicUrl where receivers of messages reach the page; empty: no links
   */
  public AckLinks(byte[] key, Optional<URI> publicUrl) {
    this.key = key.clone();
    this.publicUrl = publicUrl;
  }

  /** A link for an alarm; empty when the page has no public address. */
  Optional<URI> link(String alarm, Instant now) {
    return page("ack/" + token(alarm, now.plus(VALID)));
  }

  /** The address of a page of the station. */
  Optional<URI> page(String path) {
    return publicUrl.map(url -> URI.create(url.toString().replaceFirst("/+$", "") + "/" + path));
  }

  private String token(String alarm, Instant until) {
    var name = alarm.getBytes(StandardCharsets.UTF_8);
    var said =
        ByteBuffer.allocate(Long.BYTES + name.length)
            .putLong(until.getEpochSecond())
            .put(name)
            .array();
    var signed = ByteBuffer.allocate(said.length + SIGNATURE_BYTES).put(sign(said)).put(said);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed.array());
  }

  /** The alarm that a token is for; empty when it is forged or has expired. */
  Optional<String> alarm(String token, Instant now) {
    byte[] signed;
    try {
      signed = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (signed.length <= SIGNATURE_BYTES + Long.BYTES) {
      return Optional.empty();
    }
    var signature = Arrays.copyOf(signed, SIGNATURE_BYTES);
    var said = Arrays.copyOfRange(signed, SIGNATURE_BYTES, signed.length);
    if (!MessageDigest.isEqual(signature, sign(said))) {
      return Optional.empty();
    }
    var until = Instant.ofEpochSecond(ByteBuffer.wrap(said).getLong());
    return until.isAfter(now)
        ? Optional.of(
            new String(said, Long.BYTES, said.length - Long.BYTES, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private byte[] sign(byte[] said) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return Arrays.copyOf(mac.doFinal(said), SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
