package org.stillwatch.simulators.lakeshore;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stillwatch.simulators.wire.LineDevice;

/**
 * A Lake Shore 372 with its scanner: one channel is live at a time, the others keep what they had
 * when the scanner left them.
 */
public final class Simulated372 extends LineDevice {

  /** The scanner stays so long on each channel. */
  public static final Duration DWELL = Duration.ofSeconds(10);

  private static final List<Integer> SCANNED = List.of(1, 2, 5, 6);
  private static final double OHM_AT_1_K = 1500;

  private final Map<Integer, Double> kelvin =
      new TreeMap<>(Map.of(1, 48.2, 2, 3.61, 5, 0.702, 6, 0.00912));
  private final Map<Integer, Integer> status = new TreeMap<>();
  private boolean scanning = true;
  private int fixed = 6;
  private double setpointKelvin;
  private int range;

  public Simulated372() {
    super("\r\n", "\r\n", Duration.ofMillis(15), 57600);
  }

  /** Another temperature (K) from now on. */
  public synchronized void set(int channel, double to) {
    kelvin.put(channel, to);
  }

  /**
   * The status of a channel from now on.
   *
   * @param bits as of {@code RDGST?}: 1 CS OVL, 16 R.OVER ...
   */
  public synchronized void overload(int channel, int bits) {
    status.put(channel, bits);
  }

  /** The scanner stays on one channel. */
  public synchronized void stayOn(int channel) {
    scanning = false;
    fixed = channel;
  }

  private int live(Duration now) {
    return scanning ? SCANNED.get((int) (now.dividedBy(DWELL) % SCANNED.size())) : fixed;
  }

  @Override
  protected Optional<String> answer(String command, Duration now) {
    var words = command.strip().split("[ ,]+");
    return switch (words[0]) {
      case "*IDN?" -> Optional.of("LSCI,MODEL372,LSA12345,1.3");
      case "SCAN?" ->
          Optional.of(String.format(Locale.ROOT, "%02d,%d", live(now), scanning ? 1 : 0));
      case "KRDG?" -> channel(words).map(this::kelvin);
      case "SRDG?" -> channel(words).map(this::ohm);
      case "RDGST?" ->
          channel(words).map(at -> String.format(Locale.ROOT, "%03d", status.getOrDefault(at, 0)));
      case "SETP?" -> Optional.of(String.format(Locale.ROOT, "%+.5E", setpointKelvin));
      case "RANGE?" -> Optional.of(Integer.toString(range));
      case "SETP" -> {
        number(words).ifPresent(value -> setpointKelvin = value);
        yield Optional.empty();
      }
      case "RANGE" -> {
        number(words).ifPresent(value -> range = value.intValue());
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> channel(String[] words) {
    return words.length == 2 && words[1].matches("\\d{1,2}")
        ? Optional.of(Integer.valueOf(words[1]))
        : Optional.empty();
  }

  private static Optional<Double> number(String[] words) {
    return words.length == 3 && words[2].matches("[-+]?[0-9.]+([eE][-+]?\\d+)?")
        ? Optional.of(Double.valueOf(words[2]))
        : Optional.empty();
  }

  private String kelvin(int channel) {
    return exponent(good(channel) ? kelvin.getOrDefault(channel, 0.0) : 0);
  }

  private String ohm(int channel) {
    var at = kelvin.getOrDefault(channel, 0.0);
    return exponent(good(channel) && at > 0 ? OHM_AT_1_K / Math.sqrt(at) : 0);
  }

  private boolean good(int channel) {
    return status.getOrDefault(channel, 0) == 0;
  }

  private static String exponent(double value) {
    return String.format(Locale.ROOT, "%+.4E", value);
  }
}
