package org.stillwatch.instruments.bluefors;

/** A field that cannot be read; the message is for the user. Costs no stack trace. */
final class BadField extends Exception {
  BadField(String why) {
    super(why, null, false, false);
  }

  /** One clause: the value and what was expected. */
  String why() {
    return String.valueOf(getMessage());
  }
}
