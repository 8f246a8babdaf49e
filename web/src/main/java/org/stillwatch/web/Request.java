package org.stillwatch.web;

import java.util.List;
import java.util.Optional;

/** What a handler may know of a request. */
interface Request {

  /** All values of a query parameter, in order. */
  List<String> all(String parameter);

  /** A parameter of the path, decoded. */
  String path(String parameter);

  /** The body of a POST, bound to a record; an unknown key is refused. */
  <T extends Record> T body(Class<T> type);

  /** Who asks; where everyone may ask, empty when nobody is logged in. */
  Optional<User> user();

  /** What they may do; where everyone may ask, empty when nobody is logged in. */
  default Optional<Role> role() {
    return user().map(User::role);
  }

  /** Whether who asks may also do what this role may. */
  default boolean may(Role needed) {
    return role().filter(role -> role.allows(needed)).isPresent();
  }

  /** Whether that user has logged in, and is not just whoever is on this machine. */
  boolean isLoggedIn();

  /** What the request brings to show who it is from. */
  Gate.Credentials credentials();

  /** The value of a query parameter that may be given once. */
  default Optional<String> one(String parameter) {
    var values = all(parameter).stream().filter(value -> !value.isBlank()).toList();
    if (values.size() > 1) {
      throw Refusal.badRequest("'" + parameter + "' is given more than once; expected one value");
    }
    return values.stream().findFirst();
  }

  /** A whole number between two bounds, inclusive. */
  default Optional<Integer> number(String parameter, int least, int greatest) {
    return one(parameter)
        .map(
            text -> {
              try {
                int value = Integer.parseInt(text);
                if (value >= least && value <= greatest) {
                  return value;
                }
              } catch (NumberFormatException e) {
                // told below with the same words
              }
              throw Refusal.badRequest(
                  "%s=%s cannot be used; expected a whole number from %d to %d"
                      .formatted(parameter, text, least, greatest));
            });
  }
}
