package org.stillwatch.web;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Knows who asks by {@code Authorization: Basic}, a name with its password or token, as programs of
 * old send it with each request. Checking a password is slow by design, so that one that was right
 * counts for a while; it is remembered as a hash that is good for this process alone.
 */
final class BasicAccess {

  private static final String SCHEME = "Basic ";
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int MOST_REMEMBERED = 100;

  private final Gate gate;
  private final Supplier<Instant> clock;
  private final byte[] salt = new SecureRandom().generateSeed(16);
  private final Map<String, Known> known = new LinkedHashMap<>();

  private record Known(User user, Instant until) {}

  BasicAccess(List<User> users, Supplier<Instant> clock) {
    this.gate = new Gate(users, clock);
    this.clock = clock;
  }

  /**
   * Who asks. One at a time, so that many requests of one client are one check.
   *
   * @param header {@code Authorization}
   * @throws Refusal when they are not known, or were wrong too often
   */
  synchronized User user(String header, String address) {
    var key = key(header);
    var before = Optional.ofNullable(known.get(key));
    if (before.isPresent() && clock.get().isBefore(before.get().until())) {
      return before.get().user();
    }
    known.remove(key);
    var login = login(header);
    var user = gate.named(login.name(), login.secret(), address);
    if (known.size() >= MOST_REMEMBERED) {
      known.clear();
    }
    known.put(key, new Known(user, clock.get().plus(REMEMBERED)));
    return user;
  }

  private String key(String header) {
    var text = header.getBytes(StandardCharsets.UTF_8);
    var salted = new byte[salt.length + text.length];
    System.arraycopy(salt, 0, salted, 0, salt.length);
    System.arraycopy(text, 0, salted, salt.length, text.length);
    return Base64.getEncoder().encodeToString(PageFiles.sha256(salted));
  }

  private record Login(String name, String secret) {}

  private static Login login(String header) {
    if (header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      try {
        var text =
            new String(
                Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()),
                StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        if (colon > 0) {
          return new Login(text.substring(0, colon), text.substring(colon + 1));
        }
      } catch (IllegalArgumentException e) {
        // told below, without what was sent: it may be a secret
      }
    }
    throw needed("'Authorization' is none that is understood");
  }

  /** Nobody is logged in. */
  static Refusal needed(String reason) {
    return Refusal.notLoggedIn(
        reason + "; expected a user of the station, as in http://NAME:PASSWORD-OR-TOKEN@HOST:PORT/",
        "Basic realm=\"stillwatch\", charset=\"UTF-8\"");
  }
}
