package org.stillwatch.simulators.bme680;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.stillwatch.simulators.wire.WireDevice;

/**
 * The Arduino with its sensor. It boots when the port is opened (DTR) and is deaf for 2 s; then
 * {@code R} is answered with temperature (K), pressure (Pa), humidity (%RH) and gas resistance
 * (Ohm). Without a sensor it says so once after each boot, and never answers.
 */
public final class SimulatedGasSensor implements WireDevice {

  /** What the Arduino runs. */
  public enum Sketch {
    /** One line for each R. */
    PICOSEC,
    /** A line PANDA after each good one; W says who it is, K resets it. */
    MANGOLINO
  }

  /** What the sensor does wrong. */
  public enum Trouble {
    NONE,
    DOES_NOT_BEGIN,
    DOES_NOT_COMPLETE,
    NOT_THERE
  }

  private static final Duration BOOT = Duration.ofSeconds(2);

  /** 150 ms of heating and the conversions. */
  private static final Duration MEASUREMENT = Duration.ofMillis(250);

  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final double DAY_SECONDS = 86400;
  private static final double CLEAN_OHM = 52000;
  private static final double WARM_UP_SECONDS = 120;

  private final Sketch sketch;
  private final Random random;
  private Trouble trouble = Trouble.NONE;
  private Duration ready = Duration.ZERO;
  private Duration poweredUp = Duration.ZERO;
  private double pressureWalkPa;
  private double gasFactor = 1;

  /**
   * @param seed of the pressure's walk
   */
  public SimulatedGasSensor(Sketch sketch, long seed) {
    this.sketch = sketch;
    this.random = new Random(seed);
  }

  /** From now on. */
  public synchronized void have(Trouble from) {
    trouble = from;
  }

  /**
   * The gas changes.
   *
   * @param factor of the resistance; less than 1 for dirtier gas
   */
  public synchronized void mix(double factor) {
    gasFactor = factor;
  }

  @Override
  public synchronized List<Act> opened(Duration now) {
    return boot(now);
  }

  private List<Act> boot(Duration now) {
    ready = now.plus(BOOT);
    poweredUp = now;
    return trouble == Trouble.NOT_THERE
        ? line("Could not find a valid BME680 sensor, check wiring!", BOOT)
        : List.of();
  }

  @Override
  public synchronized List<Act> receive(byte b, Duration now) {
    if (now.compareTo(ready) < 0 || trouble == Trouble.NOT_THERE) {
      return List.of();
    }
    return switch (b) {
      case 'R' -> measure(now);
      case 'W' -> sketch == Sketch.MANGOLINO ? line("MANGOlino\r\nPANDA", AT_ONCE) : List.of();
      case 'K' -> {
        if (sketch != Sketch.MANGOLINO) {
          yield List.of();
        }
        var booting = boot(now);
        // the sketch writes it so
        var said = line("Resetting Arduinio...", AT_ONCE);
        yield booting.isEmpty() ? said : List.of(said.getFirst(), booting.getFirst());
      }
      default -> List.of();
    };
  }

  private List<Act> measure(Duration now) {
    return switch (trouble) {
      case DOES_NOT_BEGIN -> line("Failed to begin reading :(", AT_ONCE);
      case DOES_NOT_COMPLETE -> line("Failed to complete reading :(", MEASUREMENT);
      case NOT_THERE -> List.of();
      case NONE -> line(values(now) + (sketch == Sketch.MANGOLINO ? "\r\nPANDA" : ""), MEASUREMENT);
    };
  }

  private String values(Duration now) {
    double day = Math.sin(2 * Math.PI * now.toSeconds() / DAY_SECONDS);
    pressureWalkPa = Math.clamp(pressureWalkPa + random.nextInt(-5, 6), -50, 50);
    double since = (now.toMillis() - poweredUp.toMillis()) / 1e3;
    double ohm = CLEAN_OHM * gasFactor * (1 - 0.6 * Math.exp(-since / WARM_UP_SECONDS));
    return String.format(
        Locale.ROOT,
        "%.2f;%.0f;%.2f;%.0f",
        294.53 + day,
        100712 + pressureWalkPa,
        38.21 - 2 * day,
        ohm);
  }

  private static List<Act> line(String text, Duration after) {
    return List.of(new Act.Send((text + "\r\n").getBytes(StandardCharsets.US_ASCII), after));
  }

  @Override
  public int baud() {
    return 115200;
  }
}
