package org.stillwatch.app.command;

import java.time.Duration;
import java.util.Optional;

/** A person at a terminal: lines are told and asked for. */
interface Dialogue {

  void say(String line);

  /**
   * Asks for one line.
   *
   * @return empty when there will be no more
   */
  Optional<String> ask(String prompt);

  /** From now on Ctrl+C is an answer, and does not end the program. */
  Interrupts listen();

  /** Waits for Ctrl+C. */
  interface Interrupts extends AutoCloseable {

    /**
     * Waits.
     *
     * @return whether Ctrl+C was pressed
     */
    boolean within(Duration atMost) throws InterruptedException;

    /** Ctrl+C ends the program again. */
    @Override
    void close();
  }
}
