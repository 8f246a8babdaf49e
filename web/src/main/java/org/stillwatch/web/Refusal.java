package org.stillwatch.web;

import java.util.List;
import java.util.Map;

/** A request that is answered with an error: a status and one sentence for the person asking. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers;
  private final transient List<String> problems;

  private Refusal(int status, String sentence, Map<String, String> headers, List<String> problems) {
    super(sentence, null, false, false);
    this.status = status;
    this.headers = headers;
    this.problems = problems;
  }

  Refusal(int status, String sentence) {
    this(status, sentence, Map.of(), List.of());
  }

  static Refusal badRequest(String sentence) {
    return new Refusal(400, sentence);
  }

  /** A text with several things wrong in it, each told in one sentence. */
  static Refusal badText(List<String> problems) {
    var sentence =
        problems.size() == 1
            ? problems.getFirst()
            : problems.size() + " problems: " + String.join("; ", problems);
    return new Refusal(400, sentence, Map.of(), List.copyOf(problems));
  }

  static Refusal notLoggedIn(String sentence) {
    return notLoggedIn(sentence, "Bearer realm=\"stillwatch\"");
  }

  /**
   * Likewise.
   *
   * @param challenge how to log in, as {@code WWW-Authenticate} has it
   */
  static Refusal notLoggedIn(String sentence, String challenge) {
    return new Refusal(401, sentence, Map.of("WWW-Authenticate", challenge), List.of());
  }

  /** Too often; again after so many seconds. */
  static Refusal tooMany(String sentence, long seconds) {
    return new Refusal(
        429,
        sentence + "; try again in " + seconds + " s",
        Map.of("Retry-After", Long.toString(seconds)),
        List.of());
  }

  int status() {
    return status;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  Map<String, String> headers() {
    return headers;
  }

  List<String> problems() {
    return problems;
  }
}
