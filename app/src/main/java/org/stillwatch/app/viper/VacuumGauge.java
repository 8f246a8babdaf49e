package org.stillwatch.app.viper;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.stillwatch.app.viper.ViperRun.Pressure;
import org.stillwatch.app.viper.ViperRun.Pressures;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.polling.Device;
import org.stillwatch.core.polling.Poll;
import org.stillwatch.core.reading.ChannelId;
import org.stillwatch.core.reading.Reading;
import org.stillwatch.instruments.kjlc.GaugeKind;
import org.stillwatch.instruments.kjlc.GaugeSettings;
import org.stillwatch.link.port.PortKeys;

/** The gauge controller that VIPER's file names, asked through the driver of {@code kjlc-gauge}. */
public final class VacuumGauge implements ViperRun.Gauges, AutoCloseable {

  private static final String ID = "gauge";

  /** The 392 has all three gauges, and VIPER asks for all of them. */
  private static final int MODEL = 392;

  private final Device device;
  private final InstantSource wall;
  private boolean measured;
  private String trouble = "";

  private VacuumGauge(Device device, InstantSource wall) {
    this.device = device;
    this.wall = wall;
  }

  /**
   * @param interval from one recording to the next
   * @throws IllegalArgumentException with one sentence when the settings make no sense
   */
  public static VacuumGauge of(ViperConfig.Gauge gauge, Duration interval, InstantSource wall) {
    boolean tcp = gauge.port().matches("[^/\\\\]+:\\d+");
    var line =
        new PortKeys(
            tcp ? Optional.empty() : Optional.of(gauge.port()),
            tcp ? Optional.of(gauge.port()) : Optional.empty(),
            Optional.of(gauge.baudrate()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var settings =
        new GaugeSettings(
            line,
            Optional.of(gauge.address()),
            Optional.of(MODEL),
            Optional.empty(),
            Optional.of(interval),
            Optional.of(gauge.timeout()),
            Optional.of(gauge.minDelay()),
            Optional.empty());
    return new VacuumGauge(
        new GaugeKind().device(new Site(ID, ZoneOffset.UTC, Path.of("")), settings), wall);
  }

  @Override
  public Pressures read() {
    var poll = device.poll(wall.instant());
    trouble = poll.health().reason();
    return new Pressures(
        pressure(poll, "ion/pressure"),
        pressure(poll, "cg1/pressure"),
        pressure(poll, "cg2/pressure"));
  }

  private Pressure pressure(Poll poll, String name) {
    var id = ChannelId.of(ID, name);
    for (var reading : poll.readings()) {
      if (reading.channel().equals(id)) {
        return switch (reading) {
          case Reading.Measured value -> {
            measured = true;
            yield Pressure.of(value.value());
          }
          case Reading.Missing missing -> Pressure.missing(missing.reason());
        };
      }
    }
    return Pressure.missing(trouble.isEmpty() ? "this gauge is not fitted" : trouble);
  }

  /** Whether any pressure was ever measured. */
  public boolean measured() {
    return measured;
  }

  /** What is wrong with it, one clause; empty when all is well. */
  public String trouble() {
    return trouble;
  }

  @Override
  public void close() {
    device.close();
  }
}
