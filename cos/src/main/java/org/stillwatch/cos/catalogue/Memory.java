package org.stillwatch.cos.catalogue;

import java.util.Optional;

/** What the catalogue remembers of itself, by name. */
final class Memory {
  /** Rows of gain changed since flags were made of them. */
  static final String FLAGS_STALE = "flags stale";

  /** The rule by which the flags were marked. */
  static final String FLAGS_RULE = "flags rule";

  private Memory() {}

  static Optional<String> read(Session session, String name) {
    return session.first(
        "SELECT value FROM catalogue_state WHERE name = ?", row -> row.getString(1), name);
  }

  static void write(Session session, String name, String value) {
    session.transaction(
        () -> {
          if (session.change("UPDATE catalogue_state SET value = ? WHERE name = ?", value, name)
                  == 0
              && read(session, name).isEmpty()) {
            session.change("INSERT INTO catalogue_state (name, value) VALUES (?, ?)", name, value);
          }
        });
  }
}
