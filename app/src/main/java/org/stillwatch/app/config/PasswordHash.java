package org.stillwatch.app.config;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password that cannot be read back: PBKDF2 with HMAC-SHA-512 (RFC 8018). As text: {@code
 * pbkdf2-sha512$ROUNDS$SALT$HASH}, the last two in Base64.
 */
public final class PasswordHash {

  /** What OWASP asks for with HMAC-SHA-512 (Password Storage Cheat Sheet, 2025). */
  private static final int ROUNDS = 220_000;

  /** More would let one login keep the machine busy for a minute. */
  private static final int MOST_ROUNDS = 10_000_000;

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private static final Pattern SHAPE =
      Pattern.compile(
          "pbkdf2-sha512\\$([1-9]\\d{0,7})\\$([A-Za-z0-9+/]{16,}=*)\\$([A-Za-z0-9+/]{16,}=*)");

  private static final String NO_HASH =
      "'password' is no hash of a password; make one with: stillwatch user password";

  private final int rounds;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int rounds, byte[] salt, byte[] hash) {
    this.rounds = rounds;
    this.salt = salt;
    this.hash = hash;
  }

  /** Hashes a password with a salt of its own. */
  public static PasswordHash of(String password) {
    var salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(ROUNDS, salt, derive(password, ROUNDS, salt, HASH_BYTES));
  }

  /**
   * @throws IllegalArgumentException with one sentence, which does not repeat the text
   */
  public static PasswordHash parse(String text) {
    var match = SHAPE.matcher(text.strip());
    if (!match.matches() || Integer.parseInt(match.group(1)) > MOST_ROUNDS) {
      throw new IllegalArgumentException(NO_HASH);
    }
    try {
      var base64 = Base64.getDecoder();
      return new PasswordHash(
          Integer.parseInt(match.group(1)),
          base64.decode(match.group(2)),
          base64.decode(match.group(3)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(NO_HASH, e);
    }
  }

  /** Takes as long for a wrong password as for the right one. */
  public boolean matches(String password) {
    return MessageDigest.isEqual(hash, derive(password, rounds, salt, hash.length));
  }

  /** As it stands in a station file. */
  public String text() {
    var base64 = Base64.getEncoder();
    return "pbkdf2-sha512$%d$%s$%s"
        .formatted(rounds, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  private static byte[] derive(String password, int rounds, byte[] salt, int bytes) {
    var spec = new PBEKeySpec(password.toCharArray(), salt, rounds, bytes * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has PBKDF2 with HMAC-SHA-512", e);
    } finally {
      spec.clearPassword();
    }
  }
}
