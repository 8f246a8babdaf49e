package org.stillwatch.simulators.caen;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stillwatch.simulators.wire.WireDevice;

/**
 * One board, or a chain of them, on one cable. A line ends with CR, LF or both; the board that it
 * names answers, and nobody when there is none.
 */
public final class SimulatedCaen implements WireDevice {

  /** A line that is longer was noise. */
  private static final int LONGEST = 128;

  private final Map<Integer, SimulatedBoard> boards = new TreeMap<>();
  private final Duration thinks;
  private final boolean addressed;
  private final StringBuilder line = new StringBuilder();

  /**
   * @param thinks from the end of a line to its answer; 65 to 70 ms are known of the maker's own
   *     library
   * @throws IllegalArgumentException with one sentence when two boards have one address, or boards
   *     without addresses are chained
   */
  public SimulatedCaen(Duration thinks, List<SimulatedBoard> boards) {
    this.thinks = thinks;
    for (var board : boards) {
      if (this.boards.put(board.address(), board) != null) {
        throw new IllegalArgumentException(
            "two boards have the address " + board.address() + "; expected one each");
      }
    }
    this.addressed = boards.getFirst().model().isAddressed();
    if (boards.size() > 1 && boards.stream().anyMatch(board -> !board.model().isAddressed())) {
      throw new IllegalArgumentException(
          "boards of this model have no address; expected one, and got " + boards.size());
    }
  }

  @Override
  public List<Act> opened(Duration now) {
    line.setLength(0);
    return List.of();
  }

  @Override
  public List<Act> receive(byte b, Duration now) {
    if (b != '\r' && b != '\n') {
      if (line.length() < LONGEST) {
        line.append((char) (b & 0xFF));
      }
      return List.of();
    }
    if (line.isEmpty()) {
      return List.of();
    }
    var text = line.toString();
    line.setLength(0);
    return answer(text, now)
        .<List<Act>>map(
            said ->
                List.of(new Act.Send((said + "\r\n").getBytes(StandardCharsets.US_ASCII), thinks)))
        .orElse(List.of());
  }

  private Optional<String> answer(String text, Duration now) {
    var request = Request.read(text);
    if (!addressed) {
      var board = boards.values().iterator().next();
      return request.filter(each -> each.board().isEmpty()).isPresent()
          ? board.hear(request.get(), now).map(said -> "#" + said)
          : Optional.of("#CMD:ERR");
    }
    var number = request.flatMap(Request::board).or(() -> named(text));
    return number
        .flatMap(each -> Optional.ofNullable(boards.get(each)))
        .flatMap(
            board ->
                request
                    .map(asked -> board.hear(asked, now))
                    .orElse(Optional.of("CMD:ERR"))
                    .map(said -> "#BD:%02d,%s".formatted(board.address(), said)));
  }

  /** The board that a line names which is otherwise no request. */
  private static Optional<Integer> named(String text) {
    return text.matches("\\$BD:\\d\\d,.*")
        ? Optional.of(Integer.valueOf(text.substring(4, 6)))
        : Optional.empty();
  }

  @Override
  public int baud() {
    return 9600;
  }

  /** The next address, where replies name one. */
  @Override
  public Optional<byte[]> fromAnother(byte[] reply) {
    var text = new String(reply, StandardCharsets.ISO_8859_1);
    if (!text.startsWith("#BD:") || text.length() < 6) {
      return Optional.empty();
    }
    var other = reply.clone();
    other[5] = (byte) (reply[5] == '9' ? '0' : reply[5] + 1);
    return Optional.of(other);
  }
}
