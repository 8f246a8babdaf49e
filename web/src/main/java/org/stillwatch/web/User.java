package org.stillwatch.web;

import java.util.Optional;
import java.util.function.Predicate;
import org.stillwatch.core.notice.Secret;

/**
 * Someone, or some program, that may use the page.
 *
 * @param token for {@code Authorization: Bearer} and for the login page
 * @param password whether a text is the password; slow by design
 */
public record User(
    String name, Role role, Optional<Secret> token, Optional<Predicate<String>> password) {

  /**
   * @throws IllegalArgumentException with one sentence when there is no way to log in
   */
  public User {
    if (token.isEmpty() && password.isEmpty()) {
      throw new IllegalArgumentException(
          "the user '" + name + "' can never log in; expected 'token' or 'password'");
    }
  }

  /** A user with a token alone. */
  public static User withToken(String name, Role role, String token) {
    return new User(name, role, Optional.of(new Secret(token)), Optional.empty());
  }
}
