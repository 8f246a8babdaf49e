package org.stillwatch.core.interlock;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stillwatch.core.store.Fields;

/**
 * That an interlock was exercised, on record.
 *
 * @param of what was proven; when the interlock is another one since, it does not count any more
 * @param stages what was simulated and what came of it, one sentence each
 */
public record Proof(String of, Instant at, String who, boolean passed, List<String> stages) {

  public Proof {
    stages = List.copyOf(stages);
  }

  /** What tells an interlock from a changed one. */
  public static String subject(Interlock interlock) {
    return Fields.join(
        interlock.kind().name(),
        interlock.instrument(),
        interlock.good().text(),
        interlock.hold().toString(),
        interlock.stale().toString());
  }

  String encode() {
    return Fields.join(
        of, at.toString(), who, String.valueOf(passed), Fields.join(stages.toArray(String[]::new)));
  }

  static Optional<Proof> decode(String text) {
    var fields = Fields.split(text);
    try {
      return fields.size() == 5
          ? Optional.of(
              new Proof(
                  fields.get(0),
                  Instant.parse(fields.get(1)),
                  fields.get(2),
                  Boolean.parseBoolean(fields.get(3)),
                  Fields.split(fields.get(4))))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
