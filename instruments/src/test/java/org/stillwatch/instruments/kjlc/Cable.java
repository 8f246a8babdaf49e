package org.stillwatch.instruments.kjlc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stillwatch.simulators.kjlc.GaugeLine;
import org.stillwatch.simulators.kjlc.SimulatedGauge;
import org.stillwatch.simulators.wire.WireDevice;

/** A pair of wires on which questions are spoilt. */
final class Cable implements WireDevice {

  private final StringBuilder question = new StringBuilder();
  private final GaugeLine line;
  private UnaryOperator<String> onTheWay = UnaryOperator.identity();

  Cable(SimulatedGauge... gauges) {
    line = new GaugeLine(List.of(gauges));
  }

  /**
   * @param change what the gauges hear of a question without its CR
   */
  void onTheWay(UnaryOperator<String> change) {
    onTheWay = change;
  }

  @Override
  public List<Act> receive(byte b, Duration now) {
    if (b != '\r') {
      question.append((char) (b & 0xFF));
      return List.of();
    }
    var heard = onTheWay.apply(question.toString()) + "\r";
    question.setLength(0);
    var acts = new ArrayList<Act>();
    for (byte each : heard.getBytes(StandardCharsets.ISO_8859_1)) {
      acts.addAll(line.receive(each, now));
    }
    return acts;
  }

  @Override
  public int baud() {
    return line.baud();
  }

  @Override
  public Optional<byte[]> fromAnother(byte[] reply) {
    return line.fromAnother(reply);
  }
}
