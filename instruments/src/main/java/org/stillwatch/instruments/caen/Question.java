package org.stillwatch.instruments.caen;

import java.util.Optional;

/**
 * One line to a board, and what may answer it.
 *
 * @param line without its end
 * @param board 0 to 31; of a family without addresses 0
 * @param name for a person: {@code VMON of board 0}
 * @param asked whose value it asks for; empty when it sets something
 * @param values how many of them
 * @param whole whether numbers have no point on this board
 */
record Question(
    String line, int board, String name, Optional<Parameter> asked, int values, boolean whole) {

  @Override
  public String toString() {
    return name;
  }
}
