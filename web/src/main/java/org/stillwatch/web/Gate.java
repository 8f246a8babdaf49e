package org.stillwatch.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillwatch.core.notice.Secret;

/**
 * Knows who asks, and what they may. Without users everyone who reaches the station is on this
 * machine and may do everything; with users reading needs a viewer, acting an operator, and what
 * endangers others an expert.
 */
final class Gate {

  private static final User LOCAL =
      new User("local user", Role.EXPERT, Optional.of(new Secret("")), Optional.empty());

  private static final int LOGINS = 5;
  private static final Duration LOGIN_EACH = Duration.ofSeconds(20);

  /** More: a script with an old token must not lock out its neighbours. */
  private static final int TOKENS = 60;

  private static final Duration TOKEN_EACH = Duration.ofSeconds(1);

  private final List<User> users;
  private final Sessions sessions;
  private final Patience logins;
  private final Patience tokens;

  /**
   * What a request brings to show who it is from.
   *
   * @param authorization the header
   * @param session the cookie
   * @param address it comes from
   */
  record Credentials(Optional<String> authorization, Optional<String> session, String address) {

    Optional<String> bearer() {
      return authorization
          .filter(text -> text.regionMatches(true, 0, "Bearer ", 0, 7))
          .map(text -> text.substring(7).strip());
    }
  }

  Gate(List<User> users, Supplier<Instant> clock) {
    this.users = users;
    sessions = new Sessions(clock);
    logins = new Patience(LOGINS, LOGIN_EACH, clock);
    tokens = new Patience(TOKENS, TOKEN_EACH, clock);
  }

  boolean hasUsers() {
    return !users.isEmpty();
  }

  /**
   * @return who asks
   * @throws Refusal when they are not known, or may not
   */
  User admit(Credentials credentials, Role needed) {
    var user =
        known(credentials)
            .orElseThrow(
                () ->
                    Refusal.notLoggedIn(
                        "nobody is logged in; send 'Authorization: Bearer TOKEN' or log in on the"
                            + " page"));
    if (!user.role().allows(needed)) {
      throw new Refusal(
          403, "'%s' is %s; this needs %s".formatted(user.name(), user.role().one(), needed.one()));
    }
    return user;
  }

  /**
   * @return who asks; empty when they have not logged in
   * @throws Refusal when the token is wrong
   */
  Optional<User> known(Credentials credentials) {
    if (users.isEmpty()) {
      return Optional.of(LOCAL);
    }
    var bearer = credentials.bearer();
    if (bearer.isEmpty()) {
      return credentials.session().flatMap(sessions::user);
    }
    tokens.take(credentials.address(), "tokens");
    var user =
        withToken(bearer.get())
            .orElseThrow(() -> Refusal.notLoggedIn("the token is not one of this station"));
    tokens.giveBack(credentials.address());
    return Optional.of(user);
  }

  /** Likewise where everyone may ask: whoever shows a wrong token there is nobody. */
  Optional<User> knownOrNobody(Credentials credentials) {
    try {
      return known(credentials);
    } catch (Refusal wrong) {
      return Optional.empty();
    }
  }

  /** A session of someone who has just logged in. */
  record LoggedIn(User user, String session) {}

  /**
   * Logs in with a token, or with a name and a password.
   *
   * @throws Refusal when they are wrong, or have been too often
   */
  LoggedIn logIn(Asked.Login login, String address) {
    if (users.isEmpty()) {
      throw Refusal.badRequest("this station has no users, so nobody needs to log in");
    }
    logins.take(address, "logins");
    var user =
        login.token() == null
            ? withPassword(text(login.name()), text(login.password()))
            : withToken(login.token());
    if (user.isEmpty()) {
      throw Refusal.notLoggedIn(
          login.token() == null
              ? "the name or the password is wrong"
              : "the token is not one of this station");
    }
    logins.giveBack(address);
    return new LoggedIn(user.get(), sessions.begin(user.get()));
  }

  /**
   * The user of a name that shows a password or a token with each request.
   *
   * @throws Refusal when they are wrong, or have been too often
   */
  User named(String name, String secret, String address) {
    logins.take(address, "logins");
    var user =
        withToken(secret)
            .filter(found -> found.name().equals(name))
            .or(() -> withPassword(name, secret))
            .orElseThrow(() -> BasicAccess.needed("the name or its password or token is wrong"));
    logins.giveBack(address);
    return user;
  }

  void logOut(Credentials credentials) {
    credentials.session().ifPresent(sessions::end);
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  /** Takes as long for a wrong token as for a right one. */
  private Optional<User> withToken(String token) {
    var given = hash(token);
    Optional<User> found = Optional.empty();
    for (var user : users) {
      boolean same =
          MessageDigest.isEqual(given, hash(user.token().map(Secret::reveal).orElse("")));
      if (same && user.token().isPresent() && !token.isEmpty()) {
        found = Optional.of(user);
      }
    }
    return found;
  }

  /** One at a time, since checking is slow by design; as slow for a name that nobody has. */
  private synchronized Optional<User> withPassword(String name, String password) {
    var named = users.stream().filter(user -> user.name().equals(name)).findFirst();
    var check =
        named
            .flatMap(User::password)
            .or(() -> users.stream().flatMap(user -> user.password().stream()).findFirst());
    boolean right = check.isPresent() && check.get().test(password);
    return named.filter(user -> right && user.password().isPresent());
  }

  private static byte[] hash(String text) {
    return PageFiles.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
