package org.stillwatch.core.condition;

/** What an expression can say: a number or a truth. */
public sealed interface Phrase permits Expression, Condition {

  /** The canonical text; reading it gives this phrase again. */
  String text();
}
