package org.stillwatch.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/** Who has logged in on the page. Kept in memory: after a restart people log in again. */
final class Sessions {

  /** A shift and a half: nobody logs in twice a day, and a forgotten page is not open for ever. */
  static final Duration LENGTH = Duration.ofHours(12);

  private static final int MOST = 1000;
  private static final int ID_BYTES = 32;

  private record Session(User user, Instant until) {}

  private final SecureRandom random = new SecureRandom();
  private final Supplier<Instant> clock;
  private final LinkedHashMap<String, Session> sessions = new LinkedHashMap<>();

  Sessions(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /**
   * @return the id of a new session, which nobody can guess
   */
  synchronized String begin(User user) {
    var now = clock.get();
    sessions.values().removeIf(session -> !session.until().isAfter(now));
    if (sessions.size() >= MOST) {
      sessions.pollFirstEntry();
    }
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    sessions.put(id, new Session(user, now.plus(LENGTH)));
    return id;
  }

  synchronized Optional<User> user(String id) {
    return Optional.ofNullable(sessions.get(id))
        .filter(session -> session.until().isAfter(clock.get()))
        .map(Session::user);
  }

  synchronized void end(String id) {
    sessions.remove(id);
  }
}
