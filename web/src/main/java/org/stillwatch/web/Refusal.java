package org.stillwatch.web;

/** A request that is answered with an error: a status and one sentence for the person asking. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  Refusal(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  static Refusal badRequest(String sentence) {
    return new Refusal(400, sentence);
  }

  int status() {
    return status;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
