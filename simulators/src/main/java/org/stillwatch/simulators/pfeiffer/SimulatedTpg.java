package org.stillwatch.simulators.pfeiffer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stillwatch.simulators.wire.WireDevice;

/**
 * A Pfeiffer controller of six gauges. A mnemonic is acknowledged; ENQ then asks for its answer,
 * again and again if it is sent again; ETX clears the buffer. The TPG 366 talks by itself from the
 * moment it is switched on until it hears an ENQ or ETX: here it says a line whenever a connection
 * is opened or a byte comes, since a simulated device has no clock.
 */
public final class SimulatedTpg implements WireDevice {

  private static final int GAUGES = 6;
  private static final int ENQ = 0x05;
  private static final int ETX = 0x03;
  private static final Duration THINKS = Duration.ofMillis(10);
  private static final String ACK = "\6";
  private static final String NAK = "\25";

  private final boolean talks;
  private boolean talking;
  private final double[] mbar = {1.2e-2, 3.4e-6, 5.1e2, 9.8e-1, 2.2e-3, 1.0e3};
  private final int[] status = new int[GAUGES];
  private final StringBuilder line = new StringBuilder();
  private String pending = "";

  /**
   * @param talks as a TPG 366 does after it is switched on
   */
  public SimulatedTpg(boolean talks) {
    this.talks = talks;
    this.talking = talks;
  }

  /**
   * Another pressure from now on.
   *
   * @param gauge 1 to 6
   * @param status 0 ok, 1 under, 2 over range, 3 error, 4 off, 5 none, 6 identification error
   */
  public synchronized void set(int gauge, int status, double mbar) {
    this.status[gauge - 1] = status;
    this.mbar[gauge - 1] = mbar;
  }

  @Override
  public synchronized List<Act> opened(Duration now) {
    line.setLength(0);
    talking = talks;
    return talking ? List.of(said(all())) : List.of();
  }

  @Override
  public synchronized List<Act> receive(byte b, Duration now) {
    if (b == ETX || b == ENQ) {
      boolean stops = talking;
      talking = false;
      line.setLength(0);
      if (b == ETX) {
        pending = "";
      }
      return b == ENQ && !stops && !pending.isEmpty() ? List.of(said(pending)) : List.of();
    }
    line.append((char) (b & 0x7F));
    var acts = new ArrayList<Act>();
    if (talking) {
      acts.add(said(all()));
    }
    if (line.length() >= 2 && line.substring(line.length() - 2).equals("\r\n")) {
      var answer = answer(line.substring(0, line.length() - 2));
      line.setLength(0);
      pending = answer.orElse("0000");
      acts.add(said(answer.isPresent() ? ACK : NAK));
    }
    return acts;
  }

  private Optional<String> answer(String mnemonic) {
    if (mnemonic.matches("PR[1-6]")) {
      return Optional.of(gauge(mnemonic.charAt(2) - '1'));
    }
    return switch (mnemonic) {
      case "PRX" -> Optional.of(all());
      case "UNI" -> Optional.of("0");
      case "ERR" -> Optional.of("0001");
      case "AYT" -> Optional.of("TPG366,PTG28770,44990000,010100,010100");
      case "TID" ->
          Optional.of(Arrays.stream(status).mapToObj(s -> "TPR").collect(Collectors.joining(",")));
      default -> Optional.empty();
    };
  }

  private String all() {
    return IntStream.range(0, GAUGES).mapToObj(this::gauge).collect(Collectors.joining(","));
  }

  private String gauge(int index) {
    return String.format(Locale.ROOT, "%d,%.4E", status[index], mbar[index]);
  }

  private static Act said(String text) {
    return new Act.Send((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1), THINKS);
  }

  @Override
  public int baud() {
    return 9600;
  }
}
