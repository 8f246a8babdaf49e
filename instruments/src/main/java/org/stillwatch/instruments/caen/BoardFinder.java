package org.stillwatch.instruments.caen;

import java.util.Optional;
import org.stillwatch.instruments.caen.SupplyReply.Denied;
import org.stillwatch.instruments.caen.SupplyReply.Values;
import org.stillwatch.instruments.caen.SupplyTalk.Asking;

/** Finds out how a board wants to be asked, and how many channels it has. */
final class BoardFinder {

  private BoardFinder() {}

  /**
   * What was found.
   *
   * @param board empty when it could not be found out
   * @param question asked last
   * @param last what came of it
   */
  record Found(Optional<Board> board, String told, Question question, SupplyReply last) {}

  static Found find(Asking asking, int number) {
    var board = Board.unknown(number, Dialect.CHAIN);
    var question = board.ask(Parameter.BDNAME);
    var name = asking.ask(question);
    if (name instanceof Denied && number == 0) {
      // a family without addresses does not know a line with one
      board = Board.unknown(number, Dialect.DESKTOP);
      question = board.ask(Parameter.BDNAME);
      name = asking.ask(question);
    }
    if (!(name instanceof Values || name instanceof Denied)) {
      return new Found(Optional.empty(), "", question, name);
    }
    var told = name instanceof Values values ? values.texts().getFirst() : "";
    question = board.ask(Parameter.BDNCH);
    var count = asking.ask(question);
    if (count instanceof Values values
        && values.number(0) >= 1
        && values.number(0) <= 32
        && (board.dialect() == Dialect.CHAIN || !isSingle(asking, board))) {
      return new Found(Optional.of(board.with((int) values.number(0))), told, question, count);
    }
    boolean single = count instanceof Values || count instanceof Denied;
    return new Found(
        single && board.dialect() == Dialect.DESKTOP && isSingle(asking, board)
            ? Optional.of(Board.unknown(number, Dialect.SINGLE))
            : Optional.empty(),
        told,
        question,
        count);
  }

  private static boolean isSingle(Asking asking, Board board) {
    return asking.ask(board.ask(Parameter.STAT, 0, false)) instanceof Denied
        && asking.ask(Board.unknown(board.number(), Dialect.SINGLE).ask(Parameter.STAT, 0, false))
            instanceof Values;
  }
}
