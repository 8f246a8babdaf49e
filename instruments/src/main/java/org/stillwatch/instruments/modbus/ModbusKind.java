package org.stillwatch.instruments.modbus;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillwatch.core.instrument.Controls;
import org.stillwatch.core.instrument.Instrument;
import org.stillwatch.core.instrument.InstrumentKind;
import org.stillwatch.core.instrument.Site;
import org.stillwatch.core.instrument.SteadyClock;
import org.stillwatch.core.polling.PolledInstrument;
import org.stillwatch.core.reading.Unit;
import org.stillwatch.link.lane.Lane;
import org.stillwatch.link.lane.Lanes;
import org.stillwatch.link.lane.Manners;
import org.stillwatch.link.lane.Port;
import org.stillwatch.link.modbus.ModbusLine;
import org.stillwatch.link.port.PortKeys;
import org.stillwatch.link.serial.Parity;
import org.stillwatch.link.serial.SerialPort;

/** {@code kind: modbus}: any device with registers. */
public final class ModbusKind implements InstrumentKind<ModbusSettings> {

  /** Modbus over Serial Line V1.02, 2.5: 19200 8E1 unless the device says otherwise. */
  private static final int USUAL_BAUD = 19200;

  private static final String USUAL_PORT = ":502";

  /** The same, 2.5.1.1: 3.5 characters of 11 bits, and no less than 1.75 ms. */
  private static final double PAUSE_BITS = 3.5 * 11;

  private static final Duration LEAST_PAUSE = Duration.ofNanos(1_750_000);

  @Override
  public String name() {
    return "modbus";
  }

  @Override
  public Class<ModbusSettings> settings() {
    return ModbusSettings.class;
  }

  @Override
  public Optional<Unit> unit(ModbusSettings settings, String name) {
    return Stream.concat(
            settings.registers().stream().flatMap(each -> each.value().unitOf(name).stream()),
            Optional.ofNullable(settings.settings().get(name)).stream()
                .map(keys -> keys.shape().channelUnit()))
        .findFirst();
  }

  @Override
  public Instrument open(Site site, ModbusSettings settings) {
    settings
        .settings()
        .forEach(
            (name, keys) -> {
              var setting = keys.shape().setting(site.id(), name);
              keys.shape().checkUnit(name, settings.registers().stream().map(RegisterKeys::value));
            });
    var port = port(settings.line());
    var lanes = site.shared().one(Lanes.class, Lanes::new);
    var lane = lanes.join(port, Manners.PLAIN.withGap(settings.gap().orElse(pause(port))));
    var device = device(site.id(), settings, lane, SteadyClock.SYSTEM, () -> lanes.leave(lane));
    return new PolledInstrument(site.id(), port.name(), device, settings.period());
  }

  static ModbusDevice device(
      String instrument, ModbusSettings settings, Lane lane, SteadyClock clock, Runnable leave) {
    var line = new ModbusLine(lane, settings.wire());
    return new ModbusDevice(
        line,
        settings.unit(),
        settings.deadline(),
        Block.of(instrument, settings.registers(), settings.period()),
        settings.settings().isEmpty()
            ? Optional.<Controls>empty()
            : Optional.of(
                new ModbusControls(
                    instrument,
                    settings.settings(),
                    line,
                    settings.unit(),
                    settings.deadline(),
                    clock)),
        leave);
  }

  private static Port port(PortKeys keys) {
    var tcp = keys.tcp().map(text -> text.indexOf(':') < 0 ? text + USUAL_PORT : text);
    return new PortKeys(
            keys.port(), tcp, keys.baud(), keys.dataBits(), keys.parity(), keys.stopBits())
        .toPort(USUAL_BAUD, 8, Parity.EVEN);
  }

  private static Duration pause(Port port) {
    if (!(port instanceof SerialPort serial)) {
      return Duration.ZERO;
    }
    var pause = Duration.ofNanos((long) (PAUSE_BITS / serial.baud() * 1e9));
    return pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause;
  }
}
