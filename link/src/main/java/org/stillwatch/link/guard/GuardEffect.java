package org.stillwatch.link.guard;

/** What a guard does next. */
public sealed interface GuardEffect {

  /** Makes the outputs safe, then looks whether they are; a {@link GuardEvent.Tried} follows. */
  record MakeSafe() implements GuardEffect {}

  /** Only looks whether the outputs are safe; a {@link GuardEvent.Tried} follows. */
  record Look() implements GuardEffect {}

  /**
   * Writes down what happened, and tells the station.
   *
   * @param text one sentence
   */
  record Note(String text) implements GuardEffect {
    /** What it decided by itself, since nobody else did. */
    static Note own(String text) {
      return new Note(GuardNote.OWN + text);
    }
  }

  /** Ends the guard: nobody needs it any more. */
  record End() implements GuardEffect {}
}
