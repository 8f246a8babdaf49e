package org.stillwatch.app.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.stillwatch.app.config.StationFile.UserKeys;
import org.stillwatch.core.notice.Secret;
import org.stillwatch.web.User;
import org.stillwatch.web.WebSettings;

/** Who may use the page. */
final class Users {

  private final Binder binder;

  Users(Binder binder) {
    this.binder = binder;
  }

  void check(StationFile station) {
    var tokens = new HashMap<String, String>();
    station
        .users()
        .forEach(
            (name, keys) -> {
              var path = "users." + name;
              try {
                var made = user(name, keys);
              } catch (IllegalArgumentException e) {
                binder.problem(path, String.valueOf(e.getMessage()));
              }
              keys.token().ifPresent(token -> token(token.reveal(), name, path, tokens));
            });
    station
        .web()
        .bind()
        .filter(bind -> station.users().isEmpty() && !WebSettings.isLoopback(bind))
        .ifPresent(bind -> binder.problem("web.bind", WebSettings.needsUsers(bind)));
  }

  private void token(String token, String name, String path, Map<String, String> owners) {
    if (token.isBlank()) {
      binder.problem(path + ".token", "the token of '" + name + "' is empty");
      return;
    }
    var other = owners.putIfAbsent(token, name);
    if (other != null) {
      binder.problem(
          path + ".token",
          "'" + name + "' and '" + other + "' have the same token; each user needs its own");
    }
  }

  static List<User> users(StationFile station) {
    return station.users().entrySet().stream()
        .map(entry -> user(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static User user(String name, UserKeys keys) {
    Optional<Predicate<String>> password =
        keys.password().map(Secret::reveal).map(PasswordHash::parse).map(hash -> hash::matches);
    return new User(name, keys.role(), keys.token(), password);
  }
}
